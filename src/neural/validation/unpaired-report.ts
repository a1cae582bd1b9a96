import { estimateMean, type Estimate } from '../metrics/estimate.js';
import type { PictureSimilarity } from '../metrics/picture-comparison.js';
import { TONE_GROUPS, type ToneGroup } from '../metrics/skin-tone.js';
import type { SkinDifference } from './skin-difference.js';

/** One try-on's figures. */
export interface UnpairedResult extends PictureSimilarity {
  readonly person: string;
  /** Garment in the photo. */
  readonly from: string;
  /** Garment tried on. */
  readonly to: string;
  /** The person's own. */
  readonly tone: ToneGroup;
  /** Individual typology angle of the person's visible skin, degrees. */
  readonly toneAngle: number;
  /** Of where the garment is shown and the garment's label in the truth. */
  readonly iou: number;
  /** Pixels of the frame. */
  readonly endPointError: number | undefined;
  /** undefined when hardly any skin is newly uncovered. */
  readonly skin: SkinDifference | undefined;
  /** The photo itself taken for the try-on. */
  readonly unchanged: PictureSimilarity & { readonly iou: number };
}

/** Skin of the people of one tone. */
export type SkinReport = Readonly<Record<keyof SkinDifference, Estimate>>;

/** Figures of the true unpaired test. */
export interface UnpairedReport {
  readonly tryOns: readonly UnpairedResult[];
  readonly ssim: Estimate;
  readonly ssimRgb: Estimate;
  readonly l1: Estimate;
  readonly psnr: Estimate;
  readonly iou: Estimate;
  readonly endPointError: Estimate;
  /** By the person's own tone, lightest first; groups that nobody belongs to are left out. */
  readonly skin: Readonly<Partial<Record<ToneGroup, SkinReport>>>;
  readonly unchanged: Readonly<Record<'ssim' | 'l1' | 'iou', Estimate>>;
}

/** Means of the try-ons' figures, and of their skin by tone. */
export function reportUnpaired(tryOns: readonly UnpairedResult[]): UnpairedReport {
  const estimate = (value: (tryOn: UnpairedResult) => number | undefined, of = tryOns): Estimate =>
    estimateMean(of.map(value).filter((one) => one !== undefined));
  const skin = TONE_GROUPS.flatMap((group) => {
    const members = tryOns.filter(({ tone }) => tone === group);
    const of = (name: keyof SkinDifference): Estimate => estimate(({ skin }) => skin?.[name], members);
    const figures: SkinReport = {
      toVisible: of('toVisible'),
      toVisibleInTruth: of('toVisibleInTruth'),
      toTruth: of('toTruth'),
      lightnessOverTruth: of('lightnessOverTruth'),
    };
    return members.length === 0 ? [] : [[group, figures] as const];
  });
  return {
    tryOns,
    ssim: estimate(({ ssim }) => ssim),
    ssimRgb: estimate(({ ssimRgb }) => ssimRgb),
    l1: estimate(({ l1 }) => l1),
    psnr: estimate(({ psnr }) => psnr),
    iou: estimate(({ iou }) => iou),
    endPointError: estimate((tryOn) => tryOn.endPointError),
    skin: Object.fromEntries(skin),
    unchanged: {
      ssim: estimate(({ unchanged }) => unchanged.ssim),
      l1: estimate(({ unchanged }) => unchanged.l1),
      iou: estimate(({ unchanged }) => unchanged.iou),
    },
  };
}
