import { concat } from '../graph/operators/concat.js';
import { mul, sub } from '../graph/operators/arithmetic.js';
import { equal, greater, indicator } from '../graph/operators/compare.js';
import { max } from '../graph/operators/extremes.js';
import { knownSize } from '../graph/shape.js';
import type { Tensor } from '../graph/tensor.js';
import type { Parameters } from '../networks/parameters.js';
import { BatchNormalisation } from '../networks/reference/batch-normalisation.js';
import { warp as warpByCorners } from '../networks/reference/sampling.js';
import { referenceStudent } from '../networks/reference/student.js';
import type { ReferenceTryOn } from '../networks/reference/try-on.js';
import { referenceTutor } from '../networks/reference/tutor.js';
import { PUBLISHED_WIDTHS, type ReferenceWidths } from '../networks/reference/widths.js';
import { warp as warpByBorders } from '../networks/student/flow-estimation.js';
import type { StudentConfig } from '../networks/student/student-config.js';
import { encodePerson, student } from '../networks/student/student.js';
import { tutor } from '../networks/tutor/tutor.js';
import type { BatchInputs, GarmentTensors } from './batch-inputs.js';
import { heatMaps, type Regions } from './regions.js';

/** What losses look at: pictures [B, 3, H, W] in −1…1, masks [B, 1, H, W] in 0…1. Lists run from coarse to fine. */
export interface TryOnTensors {
  readonly conditionFeatures: readonly Tensor[];
  readonly levels: readonly { readonly flow: Tensor; readonly offsets: readonly Tensor[] }[];
  readonly warpedGarment: Tensor;
  readonly warpedMask: Tensor;
  /** Share of the warped garment. */
  readonly composition: Tensor;
  readonly rendered: Tensor;
  readonly tryOn: Tensor;
  /** Of students that may keep the photo's pixels: the painting before, and the logit of keeping. */
  readonly preservation?: { readonly painted: Tensor; readonly logit: Tensor; readonly mask: Tensor };
}

/** A tutor and a student that go together. */
export interface NetworkFamily {
  /** Sees what parsers say of the photo in the batch. */
  tutor(parameters: Parameters, batch: BatchInputs, regions: Regions, garment: GarmentTensors): TryOnTensors;
  /** Sees a person image alone. */
  student(parameters: Parameters, person: Tensor, garment: GarmentTensors): TryOnTensors;
  /** Samples an image where a flow of this family says. */
  warp(image: Tensor, flow: Tensor, padding: 'border' | 'zeros'): Tensor;
  /** What running statistics become by what was written down so far, by name. */
  readonly newStatistics: ReadonlyMap<string, Tensor>;
}

/** The small networks: flows as positions with align_corners=false, no batch norm, photo pixels may be kept. */
function smallFamily(config: StudentConfig): NetworkFamily {
  return {
    tutor: (parameters, batch, regions, garment) => {
      const [height, width] = batch.photo.shape.slice(2).map(knownSize) as [number, number];
      const { faceAndHair, otherClothes, hands, coarseBody, hidden } = regions;
      const preservation = [sub(1, hidden), faceAndHair, otherClothes, hands].reduce(max);
      const preserved = mul(batch.photo, preservation);
      const outputs = tutor(
        parameters,
        config,
        {
          condition: concat([
            preserved,
            preservation,
            faceAndHair,
            otherClothes,
            coarseBody,
            heatMaps(batch.keypoints, height, width),
          ]),
          preserved,
          preservation,
          body: coarseBody,
          pose: heatMaps(batch.keypoints, height / 2, width / 2),
        },
        garment,
      );
      return { ...outputs, conditionFeatures: outputs.conditionFeatures.toReversed() };
    },
    student: (parameters, person, { image, mask }) => {
      const inputs = { person, garment: image, garmentMask: mask };
      const { painted, preservationLogit, preservation, ...outputs } = student(parameters, config, inputs);
      return {
        ...outputs,
        conditionFeatures: encodePerson(parameters, config, inputs).toReversed(),
        preservation: { painted, logit: preservationLogit, mask: preservation },
      };
    },
    warp: warpByBorders,
    newStatistics: new Map(),
  };
}

/** Sizes of a family of networks. */
export type NetworkSizes =
  | { readonly kind: 'small'; readonly config: StudentConfig }
  | {
      readonly kind: 'reference';
      readonly widths?: ReferenceWidths;
      /** Whether body parts are known; without them a blurred silhouette stands in. */
      readonly hasBodyParts: boolean;
    };

/**
 * A tutor and a student of those sizes.
 *
 * @param trained which of them normalises by its batches
 */
export function networkFamily(sizes: NetworkSizes, trained?: 'tutor' | 'student'): NetworkFamily {
  return sizes.kind === 'small' ? smallFamily(sizes.config) : referenceFamily(sizes, trained);
}

/** The networks of the release (PF-AFN). */
function referenceFamily(
  { widths = PUBLISHED_WIDTHS, hasBodyParts }: Extract<NetworkSizes, { kind: 'reference' }>,
  trained: 'tutor' | 'student' | undefined,
): NetworkFamily {
  const running = BatchNormalisation.byRunningStatistics();
  const byBatch = BatchNormalisation.byBatch();
  return {
    tutor: (parameters, batch, regions, garment) => {
      const [height, width] = batch.photo.shape.slice(2).map(knownSize) as [number, number];
      const { faceAndHair, otherClothes, hands, coarseBody } = regions;
      const parts = Array.from({ length: BODY_PARTS }, (_, part) =>
        hasBodyParts || part > 0 ? indicator(equal(batch.bodyParts, part)) : coarseBody,
      );
      const condition = concat([
        faceAndHair,
        otherClothes,
        ...parts,
        heatMaps(batch.keypoints, height, width),
      ]);
      const preservation = [faceAndHair, otherClothes, hands].reduce(max);
      const body = hasBodyParts ? indicator(greater(batch.bodyParts, 0)) : coarseBody;
      const preserved = mul(batch.photo, preservation);
      const normalisation = trained === 'tutor' ? byBatch : running;
      const person = { condition, preserved, body };
      return tensorsOf(referenceTutor(parameters, person, garment, { widths, normalisation }));
    },
    student: (parameters, person, garment) => {
      const normalisation = trained === 'student' ? byBatch : running;
      return tensorsOf(referenceStudent(parameters, person, garment, { widths, normalisation }));
    },
    warp: warpByCorners,
    get newStatistics() {
      return byBatch.newStatistics;
    },
  };
}

/** DensePose: background and 24 parts. */
const BODY_PARTS = 25;

function tensorsOf({ warped, ...picture }: ReferenceTryOn): TryOnTensors {
  return {
    ...picture,
    conditionFeatures: warped.levels.map(({ condition }) => condition),
    levels: warped.levels,
    warpedGarment: warped.image,
    warpedMask: warped.mask,
  };
}
