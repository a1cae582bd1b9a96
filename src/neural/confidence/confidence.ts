/** How far a try-on can be trusted; every value 0…1, more is better. */
export interface Confidence {
  /** The least of the terms; compared with the threshold of the shop. */
  readonly score: number;
  /** Whether the warped garment and the area that the network paints it on are the same. */
  readonly maskAgreement: number;
  /** Share of the garment on which the flow keeps orientation and scale within reason. */
  readonly flowRegularity: number;
  /** Whether the garment appears whole, as large as on a person, and where a person wears it. */
  readonly coverage: number;
  /** Whether the network knows the photo again outside of the garment. */
  readonly photoConsistency: number;
  /** Whether the photo is like those of training; missing where the model does not tell. */
  readonly personFamiliarity?: number;
}
