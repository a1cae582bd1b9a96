/** A model folder of the server. */
export interface Model {
  readonly id: string;
  readonly isActive: boolean;
  readonly digest: string | null;
  /** Why it cannot be used here. */
  readonly error: string | null;
  /** Null when the folder is broken. */
  readonly card: ModelCard | null;
}

interface ModelCard {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly allowedUse: string;
  readonly frameHeight: number;
  readonly frameWidth: number;
  readonly notes: readonly string[];
  readonly trainingData: readonly { readonly name: string; readonly terms: string }[];
  readonly metrics: readonly ModelMetric[];
}

export interface ModelMetric {
  readonly name: string;
  readonly value: number;
  readonly protocol: string;
  readonly command: string;
}

export const MODELS = `{ models { id isActive digest error card {
  name version licence allowedUse frameHeight frameWidth notes
  trainingData { name terms } metrics { name value protocol command } } } }`;
