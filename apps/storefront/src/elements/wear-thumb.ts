import { readSettings } from '../core/element-settings.js';
import { contextFor, type StorefrontContext, toChoice } from '../core/storefront-context.js';
import type { GarmentChoice } from '../engine/try-on-engine.js';
import { Strings } from '../i18n/strings.js';
import '../room/tryflow-worn.js';
import type { TryflowWorn } from '../room/tryflow-worn.js';

const garments = new WeakMap<StorefrontContext, Promise<ReadonlyMap<string, GarmentChoice>>>();

/** Most garments that one page of the API answers. */
const PAGE = 100;

/** Puts the article on the chosen person over the content of a `<tryflow-thumb>`. */
export async function wearThumb(host: HTMLElement): Promise<void> {
  const settings = readSettings(host);
  const context = contextFor(settings);
  const sku = host.getAttribute('sku') ?? '';
  const [person, garment, strings] = await Promise.all([
    context.person(),
    find(context, sku),
    Strings.load(settings.language),
  ]);
  const root = host.shadowRoot!;
  const known = root.querySelector<TryflowWorn>('tryflow-worn');
  if (!person || !garment) return known?.remove();
  const worn = known ?? (document.createElement('tryflow-worn') as TryflowWorn);
  worn.setAttribute('part', 'worn');
  worn.context = context;
  worn.garment = { ...garment, pictureUrl: undefined };
  worn.person = person;
  const name = person.kind === 'OWN' ? strings.text('result.you') : person.name;
  worn.alt = strings.text('thumb.alt', { garment: garment.name, person: name });
  if (!known) root.append(worn);
}

/** One request for a page full of thumbnails; an article that is not on the first page is asked for by itself. */
async function find(context: StorefrontContext, sku: string): Promise<GarmentChoice | undefined> {
  const listed =
    garments.get(context) ??
    context.client
      .garments({ take: PAGE })
      .then(({ items }) => new Map(items.map((garment) => [garment.sku, toChoice(garment)])));
  garments.set(context, listed);
  const known = (await listed).get(sku);
  if (known) return known;
  const garment = await context.client.garmentBySku(sku);
  return garment ? toChoice(garment) : undefined;
}
