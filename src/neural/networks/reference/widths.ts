/** Channels of the reference networks. */
export interface ReferenceWidths {
  /** Of the five stages of a feature pyramid, each half as large as the one before; fine to coarse. */
  readonly stages: readonly number[];
  /** Of every level of the pyramid that the stages feed. */
  readonly pyramid: number;
  /** Of the convolutions of a flow head, before its last one, which gives 2. */
  readonly heads: readonly number[];
  /** Of the five levels of the Res-U-Net; outermost first. */
  readonly generator: readonly number[];
}

/** Those of the published checkpoints. */
export const PUBLISHED_WIDTHS: ReferenceWidths = {
  stages: [64, 128, 256, 256, 256],
  pyramid: 256,
  heads: [128, 64, 32],
  generator: [64, 128, 256, 512, 512],
};
