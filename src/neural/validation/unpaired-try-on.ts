import { enlargeFlow } from '../compositor/warp-mask.js';
import { DataSetError } from '../datasets/data-set.js';
import type { Lab } from '../metrics/cielab.js';
import { endPointError } from '../metrics/end-point-error.js';
import { intersectionOverUnion } from '../metrics/mask-overlap.js';
import { RENDER_CLASSES, type Render, type RenderedGarment, type RenderSet } from './render-set.js';
import { skinDifference, type SkinDifference, visibleSkin } from './skin-difference.js';
import type { StudentMaps } from './student-runner.js';
import type { Student } from './student.js';

/** One try-on of a render and what it should have been. */
export interface UnpairedTryOn {
  readonly photo: Render;
  readonly truth: Render;
  readonly garment: RenderedGarment;
  readonly maps: StudentMaps;
  /** Of where the try-on shows the warped garment (composition above ½) and the garment's label in the truth. */
  readonly iou: number;
  /** The same of the garment in the photo. */
  readonly unchangedIou: number;
  /** Pixels of the frame; undefined where the true flow is not known. */
  readonly endPointError: number | undefined;
  /** undefined when hardly any skin is newly uncovered. */
  readonly skin: SkinDifference | undefined;
}

/**
 * Tries a garment on a person rendered in another one.
 *
 * @throws DataSetError when a file is missing or broken
 */
export async function tryOnRender(
  student: Student,
  renders: RenderSet,
  { person, worn, wanted }: { readonly person: string; readonly worn: string; readonly wanted: string },
): Promise<UnpairedTryOn> {
  const [photo, truth] = [await renders.render(person, worn), await renders.render(person, wanted)];
  const garment = await renders.garment(wanted);
  const maps = await student.tryOn(photo.photo, garment);
  const trueMask = garmentMask(truth);
  return {
    photo,
    truth,
    garment,
    maps,
    iou: intersectionOverUnion(maps.composition, trueMask),
    unchangedIou: intersectionOverUnion(garmentMask(photo), trueMask),
    endPointError: endPointError(enlargeFlow(maps), truth.flow),
    skin: skinDifference(photo, truth, maps.tryOn),
  };
}

/**
 * Mean of the skin that a person's renders show, each counting the same. Renders that cannot be read do not count.
 *
 * @throws DataSetError when none can be read, or none shows any skin
 */
export async function personSkin(renders: RenderSet, person: string): Promise<Lab> {
  const colours: Lab[] = [];
  let failure: DataSetError | undefined;
  let isKnown = false;
  for (const garment of renders.garments) {
    try {
      const colour = visibleSkin(await renders.render(person, garment));
      isKnown = true;
      if (colour) colours.push(colour);
    } catch (error) {
      if (!(error instanceof DataSetError)) throw error;
      failure ??= error;
    }
  }
  if (!isKnown && failure) throw failure;
  if (colours.length === 0) throw new DataSetError(`No render of ${person} shows any skin.`);
  const mean = (part: 'l' | 'a' | 'b'): number =>
    colours.reduce((sum, colour) => sum + colour[part], 0) / colours.length;
  return { l: mean('l'), a: mean('a'), b: mean('b') };
}

/** Garment worn, garment wanted: each garment from each other one, or (`one`) once, from the next of the list. */
export function garmentPairs(
  garments: readonly string[],
  from: 'all' | 'one' = 'all',
): { worn: string; wanted: string }[] {
  return garments.flatMap((wanted, i) => {
    const others = from === 'one' ? [garments[(i + 1) % garments.length]!] : garments;
    return others.filter((worn) => worn !== wanted).map((worn) => ({ worn, wanted }));
  });
}

/** 1 where a render shows the garment, else 0. */
export function garmentMask({ labels }: Render): Uint8Array {
  return labels.map((label) => (label === RENDER_CLASSES.garment ? 1 : 0));
}
