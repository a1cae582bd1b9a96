import { enlargeFlow } from '../../../neural/compositor/warp-mask.js';
import { drawSyntheticPair, type SyntheticPair } from '../../../neural/datasets/synthetic/synthetic-pair.js';
import { endPointError, type FrameFlow } from '../../../neural/metrics/end-point-error.js';
import { intersectionOverUnion } from '../../../neural/metrics/mask-overlap.js';
import { Random } from '../../../neural/random.js';
import { toGarmentInput, toSigned } from '../../../neural/validation/student-inputs.js';
import type { Student } from '../../../neural/validation/student.js';
import { finiteFigures } from '../figure-kinds.js';
import type { BenchmarkItems, MeasuredItem } from '../measured-item.js';
import type { PictureMeasures } from '../picture-measures.js';

/** Drawn people: the photo in another garment is given, the one in the wanted garment is the truth. */
export class DrawnItems implements BenchmarkItems {
  readonly ids: readonly string[];

  constructor(
    count: number,
    private readonly seed: number,
    private readonly size: { readonly height: number; readonly width: number },
    private readonly measures: PictureMeasures,
  ) {
    this.ids = Array.from({ length: count }, (_, i) => `drawn-${String(i).padStart(4, '0')}`);
  }

  groupOf(): undefined {
    return undefined;
  }

  async measure(index: number, student: Student): Promise<MeasuredItem> {
    const random = new Random(Math.imul(this.seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
    const pair = drawSyntheticPair(random, { ...this.size, id: this.ids[index] });
    const [photo, truth] = [toSigned(pair.otherwise), toSigned(pair.photo)];
    const maps = await student.tryOn(photo, toGarmentInput(pair.garment, pair.garmentMask));
    const garments = [unitMask(pair.otherwiseWornMask), unitMask(pair.wornMask)] as const;
    const unchanged = await this.measures.compareBriefly(photo, truth);
    return {
      figures: finiteFigures({
        ...(await this.measures.compare(maps.tryOn, truth)),
        ...(await this.measures.kept(truth, maps.tryOn, ...garments)),
        iou: intersectionOverUnion(maps.composition, garments[1]),
        endPointError: endPointError(enlargeFlow(maps), knownFlow(pair)),
        unchangedSsim: unchanged.ssim,
        unchangedL1: unchanged.l1,
        unchangedIou: intersectionOverUnion(...garments),
      }),
      photo,
      garment: toSigned(pair.garment),
      tryOn: maps.tryOn,
      truth,
      maps,
    };
  }

  close(): Promise<void> {
    return this.measures.close();
  }
}

function unitMask(mask: Uint8Array): Uint8Array {
  return mask.map((value) => (value >= 128 ? 1 : 0));
}

/** NaN where no garment is seen, which the drawing marks by −2. */
function knownFlow({ height, width, flow }: SyntheticPair): FrameFlow {
  return { height, width, data: flow.map((value) => (value < -1.5 ? NaN : value)) };
}
