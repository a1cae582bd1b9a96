/** When the tutor's flows and features are distilled; `adjustable`: only where its warp is the better one. */
export type DistillationMode = 'adjustable' | 'always' | 'none';

/** Weights of all terms of the four stages; n is a level's number, 1 the coarsest. */
export interface LossWeights {
  /** · n: L1 of the warped garment. */
  readonly warpL1: number;
  /** · n: perceptual distance of the warped garment. */
  readonly warpPerceptual: number;
  /** · n: L1 of the warped mask. */
  readonly warpMask: number;
  /** · n: second-order smoothness of the flow. */
  readonly smoothness: number;
  /** Total variation of the offsets. */
  readonly offsetVariation: number;
  /** The warping loss, when the generator is trained too: of the tutor and of the student. */
  readonly warpInTutor: number;
  readonly warpInStudent: number;
  /** L1 of the try-on. */
  readonly pictureL1: number;
  readonly picturePerceptual: number;
  /** The same two of the rendered person by itself. */
  readonly renderedL1: number;
  readonly renderedPerceptual: number;
  /** What the composition mask is drawn towards, see `pictureObjective`. */
  readonly composition: 'released' | 'visible';
  readonly compositionWeight: number;
  /** On skin that the person image hides. */
  readonly skinL1: number;
  readonly skinPerceptual: number;
  /** Cross-entropy of the preservation mask, and L1 of the painting outside of the worn garment. */
  readonly preservation: number;
  readonly paintingL1: number;
  readonly distillation: DistillationMode;
  /** · (levels + 1 − n): squared difference of condition features. */
  readonly distilledFeatures: number;
  /** · n: distance of flows at levels 3 and finer. */
  readonly distilledFlow: number;
}

/** Of the paper and its supplement (PF-AFN, sections 3 and 4). */
export const RELEASE_LOSSES: LossWeights = {
  warpL1: 1,
  warpPerceptual: 0.2,
  warpMask: 2,
  smoothness: 6,
  offsetVariation: 0.01,
  warpInTutor: 0.5,
  warpInStudent: 0.25,
  pictureL1: 5,
  picturePerceptual: 1,
  renderedL1: 5,
  renderedPerceptual: 1,
  composition: 'released',
  compositionWeight: 1,
  skinL1: 30,
  skinPerceptual: 2,
  preservation: 0,
  paintingL1: 0,
  distillation: 'adjustable',
  distilledFeatures: 0.04,
  distilledFlow: 1,
};

/**
 * For small networks on a CPU: feature networks, the dearest part of a step, look at the try-on alone; the preservation
 * mask is taught; smoothness counts less because four levels end at a quarter of the size.
 */
export const SMALL_LOSSES: LossWeights = {
  ...RELEASE_LOSSES,
  warpPerceptual: 0,
  smoothness: 0.5,
  renderedL1: 1,
  renderedPerceptual: 0,
  composition: 'visible',
  skinPerceptual: 0,
  preservation: 2,
  paintingL1: 5,
};
