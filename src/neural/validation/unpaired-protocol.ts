import { PictureComparison } from '../metrics/picture-comparison.js';
import { toneGroup, typologyAngle } from '../metrics/skin-tone.js';
import type { RenderSet } from './render-set.js';
import type { Student } from './student.js';
import type { TryOnPictures } from './try-on-pictures.js';
import { reportUnpaired, type UnpairedReport, type UnpairedResult } from './unpaired-report.js';
import { garmentPairs, personSkin, tryOnRender } from './unpaired-try-on.js';

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
  student: Student,
  renders: RenderSet,
  { people = renders.people, from = 'all', limit = Infinity, show }: UnpairedOptions = {},
): Promise<UnpairedReport> {
  const comparison = await PictureComparison.open(student.height, student.width, { threads: 1 });
  const tryOns: UnpairedResult[] = [];
  for (const person of people) {
    const skinColour = await personSkin(renders, person);
    for (const { worn, wanted } of garmentPairs(renders.garments, from)) {
      if (tryOns.length >= limit) break;
      const tryOn = await tryOnRender(student, renders, { person, worn, wanted });
      const { photo, truth, garment, maps, iou, endPointError, skin } = tryOn;
      tryOns.push({
        person,
        from: worn,
        to: wanted,
        tone: toneGroup(skinColour),
        toneAngle: typologyAngle(skinColour),
        ...(await comparison.compare(maps.tryOn, truth.photo)),
        iou,
        endPointError,
        skin,
        unchanged: {
          ...(await comparison.compare(photo.photo, truth.photo)),
          iou: tryOn.unchangedIou,
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
