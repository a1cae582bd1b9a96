import type { BenchmarkId, ProtocolName, PublishedRow } from '../benchmarks/benchmark.js';
import type { PictureMatch } from '../../neural/datasets/checking/find-duplicates.js';
import type { CodeVersion } from '../../neural/training/run/run-record.js';
import type { FigureName } from './figure-kinds.js';

/** A model as it was measured. */
export interface EvaluatedModel {
  readonly id: string;
  readonly version: string;
  /** SHA-256 over its files. */
  readonly digest: string;
  /** Its frame, pixels. */
  readonly height: number;
  readonly width: number;
}

/** Figures of whole sets of pictures. */
export type SetFigureName = 'fid' | 'kid' | 'inceptionScore';

/** A mean, or a figure of the whole set, and how far it can be trusted. */
export interface Figure {
  readonly metric: FigureName | SetFigureName;
  /** With the label of a proxy in it, where features are not Inception's. */
  readonly label: string;
  readonly better: 'higher' | 'lower' | 'neither';
  readonly unit?: string;
  /** Digits behind the point that are worth printing. */
  readonly digits: number;
  readonly mean: number;
  /** 95 % interval; null where there are too few items. */
  readonly low: number | null;
  readonly high: number | null;
  /** Items that have this figure. */
  readonly count: number;
  /** Of FID, KID and Inception score: which network's features; `proxy:…` is not comparable with published figures. */
  readonly features?: string;
}

/** Figures of some of the items. */
export interface FigureGroup {
  readonly name: string;
  readonly figures: readonly Figure[];
}

/** Two models on the same items. */
export interface FigureComparison {
  readonly metric: FigureName;
  readonly label: string;
  readonly better: 'higher' | 'lower' | 'neither';
  readonly digits: number;
  /** Means of the first and the second model on the items that both have. */
  readonly model: number;
  readonly against: number;
  /** Mean of first − second, with its 95 % interval. */
  readonly difference: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly count: number;
  /** Two-sided, paired permutation test. */
  readonly pValue: number | null;
  /** Two-sided, Wilcoxon's signed-rank test. */
  readonly wilcoxonP: number | null;
  /** Cohen's d of paired differences. */
  readonly effectSize: number | null;
  /** Share of items on which the first model is better, ties counting half. */
  readonly winShare: number | null;
}

/** A published figure beside what was measured here. */
export interface PublishedBeside extends PublishedRow {
  /** Absent where nothing of the kind was measured. */
  readonly measured?: number;
  /** Whether protocol, size and metric agree, as far as the source tells. */
  readonly comparable: boolean;
  /** Why not, or what else differs. */
  readonly remarks: readonly string[];
}

/** An item that could not be measured. */
export interface EvaluationProblem {
  readonly id: string;
  readonly problem: string;
}

/** What is known of test items that the model may have been trained on. */
export interface LeakReport {
  /**
   * `contents`: the training data were compared picture by picture. `card`: by what the model's card names. `nothing`: the card names
   * no data of that kind.
   */
  readonly checked: 'contents' | 'card' | 'nothing';
  /** Training data of the model's card that may overlap. */
  readonly trainingData: readonly string[];
  /** Items that are known to be leaked. */
  readonly ids: readonly string[];
  /** The pictures that both have, where contents were compared. */
  readonly matches: readonly PictureMatch[];
}

/** `result.json`: everything that a run found out. The same run gives the same file, killed and resumed or not. */
export interface EvaluationResult {
  readonly version: 1;
  /** Digest of all that the figures depend on; names the run. */
  readonly fingerprint: string;
  readonly benchmark: {
    readonly id: BenchmarkId;
    readonly title: string;
    readonly protocol: ProtocolName;
    /** What is compared with what. */
    readonly compared: string;
  };
  readonly model: EvaluatedModel;
  readonly against?: EvaluatedModel;
  readonly data: EvaluatedData;
  /** Height and width of the pictures that were compared. */
  readonly size: { readonly height: number; readonly width: number };
  /** Items that were measured. */
  readonly items: number;
  readonly problems: readonly EvaluationProblem[];
  readonly warnings: readonly string[];
  readonly figures: readonly Figure[];
  readonly groups: readonly FigureGroup[];
  readonly published: readonly PublishedBeside[];
  readonly leaks: LeakReport;
  /** Present when a second model was measured. */
  readonly comparison?: readonly FigureComparison[];
  /** FID and the like of the second model, which have no items to compare. */
  readonly againstSets?: readonly Figure[];
  readonly code: CodeVersion;
}

/** The data that were measured. */
export interface EvaluatedData {
  readonly name: string;
  /** SHA-256 over ids and contents of the items. */
  readonly digest: string;
  /** Items asked for. */
  readonly pairs: number;
  readonly limit?: number;
  /** Whose garment each person tried on, where it was another's. */
  readonly others?: string;
}
