import { enlargeFlow } from '../compositor/warp-mask.js';
import { DataSetError } from '../datasets/data-set.js';
import type { Lab } from '../metrics/cielab.js';
import { endPointError } from '../metrics/end-point-error.js';
import { intersectionOverUnion } from '../metrics/mask-overlap.js';
import { PictureComparison } from '../metrics/picture-comparison.js';
import { toneGroup, typologyAngle } from '../metrics/skin-tone.js';
import { RENDER_CLASSES, type Render, type RenderSet } from './render-set.js';
import { skinDifference, visibleSkin } from './skin-difference.js';
import type { StudentRunner } from './student-runner.js';
import type { TryOnPictures } from './try-on-pictures.js';
import { reportUnpaired, type UnpairedReport, type UnpairedResult } from './unpaired-report.js';

/** How the true unpaired test is run. */
export interface UnpairedOptions {
  /** Default: all. */
  readonly people?: readonly string[];
  /** `all`: each garment from each other one; `one`: each garment once, from the next of the list. Default `all`. */
  readonly from?: 'all' | 'one';
  /** Only the first so many try-ons; default: all. */
  readonly limit?: number;
  /** Is shown each try-on. */
  readonly show?: (pictures: TryOnPictures) => void;
}

/**
 * The unpaired test with true answers: people who were rendered in every garment try on one from the picture in another,
 * and the result is compared with their render at the student's frame. IoU compares where the try-on shows the warped garment
 * (composition above ½) with the garment's label, the end-point error the flow with the true one where that exists.
 *
 * @param renders of the student's frame
 * @throws DataSetError when a person is unknown or a file is missing or broken
 */
export async function runUnpairedProtocol(
  student: StudentRunner,
  renders: RenderSet,
  { people = renders.people, from = 'all', limit = Infinity, show }: UnpairedOptions = {},
): Promise<UnpairedReport> {
  const comparison = await PictureComparison.open(student.height, student.width, { threads: 1 });
  const tryOns: UnpairedResult[] = [];
  for (const person of people) {
    const skinColour = await personSkin(renders, person);
    for (const [worn, wanted] of garmentPairs(renders.garments, from)) {
      if (tryOns.length >= limit) break;
      const [photo, truth] = [await renders.render(person, worn), await renders.render(person, wanted)];
      const garment = await renders.garment(wanted);
      const maps = await student.tryOn(photo.photo, garment);
      const trueMask = garmentMask(truth);
      tryOns.push({
        person,
        from: worn,
        to: wanted,
        tone: toneGroup(skinColour),
        toneAngle: typologyAngle(skinColour),
        ...(await comparison.compare(maps.tryOn, truth.photo)),
        iou: intersectionOverUnion(maps.composition, trueMask),
        endPointError: endPointError(enlargeFlow(maps), truth.flow),
        skin: skinDifference(photo, truth, maps.tryOn),
        unchanged: {
          ...(await comparison.compare(photo.photo, truth.photo)),
          iou: intersectionOverUnion(garmentMask(photo), trueMask),
        },
      });
      const { height, width } = renders;
      const pictures = {
        photo: photo.photo,
        garment: garment.picture,
        tryOn: maps.tryOn,
        truth: truth.photo,
      };
      show?.({ label: `${person} ${worn} → ${wanted}`, height, width, ...pictures });
    }
  }
  await comparison.close();
  return reportUnpaired(tryOns);
}

/** Garment worn, garment wanted. */
function garmentPairs(garments: readonly string[], from: 'all' | 'one'): [string, string][] {
  return garments.flatMap((wanted, i) => {
    const others = from === 'one' ? [garments[(i + 1) % garments.length]!] : garments;
    return others.filter((worn) => worn !== wanted).map((worn): [string, string] => [worn, wanted]);
  });
}

/** Mean of the skin that a person's renders show, each counting the same. */
async function personSkin(renders: RenderSet, person: string): Promise<Lab> {
  const colours = [];
  for (const garment of renders.garments) colours.push(visibleSkin(await renders.render(person, garment)));
  const seen = colours.filter((colour) => colour !== undefined);
  if (seen.length === 0) throw new DataSetError(`No render of ${person} shows any skin.`);
  const mean = (part: 'l' | 'a' | 'b'): number =>
    seen.reduce((sum, colour) => sum + colour[part], 0) / seen.length;
  return { l: mean('l'), a: mean('a'), b: mean('b') };
}

function garmentMask({ labels }: Render): Uint8Array {
  return labels.map((label) => (label === RENDER_CLASSES.garment ? 1 : 0));
}
