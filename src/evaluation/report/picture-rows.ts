import { DataSetError } from '../../neural/datasets/data-set.js';
import type { ItemRecord } from '../runs/item-log.js';
import type { MeasuredItem } from '../runs/measured-item.js';
import type { ItemLook } from '../runs/measured-models.js';
import { FIGURE_KINDS, type FigureKind, type FigureName } from '../runs/figure-kinds.js';
import { chooseItems } from './chosen-items.js';
import { dataUrl } from './data-url.js';
import { escapeHtml } from './escape-html.js';
import { flowOverlay } from './flow-overlay.js';
import { fixed } from './numbers.js';

/** Which figures are written above an item's pictures. */
const TOLD: readonly FigureName[] = ['ssim', 'l1', 'iou', 'lpips', 'endPointError', 'cycleSsim'];

interface Shown {
  readonly heading: string;
  readonly planes: Float32Array;
}

/**
 * The best, median and worst items by SSIM with their pictures: photo, garment, try-on, what it is compared with, and the
 * flow over it.
 *
 * @param look measures an item again, for its pictures
 * @param names of the model and of the second one
 */
export async function pictureRows(
  items: readonly ItemRecord[],
  look: (index: number) => Promise<ItemLook>,
  names: readonly [string, string | undefined],
): Promise<string> {
  const parts: string[] = [];
  for (const { title, indexes } of chooseItems(items)) {
    const rows: string[] = [];
    for (const index of indexes) rows.push(await itemFigure(items[index]!, () => look(index), names));
    parts.push(`<h3>${escapeHtml(title)}</h3>\n<div class="rows">${rows.join('\n')}</div>`);
  }
  return parts.join('\n');
}

async function itemFigure(
  record: ItemRecord,
  look: () => Promise<ItemLook>,
  [model, second]: readonly [string, string | undefined],
): Promise<string> {
  const told = TOLD.flatMap((name) => tellValue(record, name)).join(', ');
  const caption = `<figcaption><code>${escapeHtml(record.id)}</code>${told === '' ? '' : ` · ${escapeHtml(told)}`}</figcaption>`;
  let seen: ItemLook;
  try {
    seen = await look();
  } catch (error) {
    if (!(error instanceof DataSetError)) throw error;
    return `<figure class="item">${caption}<p>The pictures can no longer be read.</p></figure>`;
  }
  const { item, size, against } = seen;
  const cells = await Promise.all(
    picturesOf(item, second === undefined ? 'try-on' : model).map((shown) => cell(shown, size)),
  );
  if (against && second !== undefined) {
    const { height, width } = against.size;
    cells.push(await cell({ heading: second, planes: against.item.tryOn }, { height, width }));
  }
  return `<figure class="item">${caption}<div class="pictures">${cells.join('')}</div></figure>`;
}

function picturesOf(item: MeasuredItem, tryOn: string): Shown[] {
  const { photo, garment, between, truth, maps } = item;
  return [
    { heading: 'photo', planes: photo },
    { heading: 'garment', planes: garment },
    ...(between ? [{ heading: 'in the other', planes: between }] : []),
    { heading: between ? `${tryOn}, back` : tryOn, planes: item.tryOn },
    ...(truth ? [{ heading: 'truth', planes: truth }] : []),
    { heading: 'flow', planes: flowOverlay(maps) },
  ];
}

async function cell(
  { heading, planes }: Shown,
  { height, width }: { readonly height: number; readonly width: number },
): Promise<string> {
  const url = await dataUrl(planes, height, width);
  return `<div><img src="${url}" alt="${escapeHtml(heading)}" width="${width}" height="${height}"><span>${escapeHtml(heading)}</span></div>`;
}

function tellValue({ figures }: ItemRecord, name: FigureName): string[] {
  const { label, digits }: FigureKind = FIGURE_KINDS[name];
  const value = figures?.[name];
  return value === undefined ? [] : [`${label} ${fixed(value, digits)}`];
}
