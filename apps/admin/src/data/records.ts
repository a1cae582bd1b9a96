/** A signed URL that answers a picture for a while. */
export interface Picture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

export interface PictureIssue {
  readonly code: string;
  readonly severity: 'WARNING' | 'ERROR';
  readonly message: string;
}

export type GarmentCategory = 'UPPER_BODY' | 'LOWER_BODY' | 'DRESS';
export type GarmentStatus = 'DRAFT' | 'PREPARING' | 'READY' | 'REJECTED' | 'ARCHIVED';

/** An article as lists and forms have it. */
export interface Garment {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly category: GarmentCategory;
  readonly tags: readonly string[];
  readonly colourwayGroup: string | null;
  readonly status: GarmentStatus;
  readonly issues: readonly PictureIssue[];
  readonly pictures: readonly { readonly id: string; readonly picture: Picture }[];
  readonly cutout: Picture | null;
  readonly mask: { readonly url: string; readonly handMade: boolean } | null;
  readonly productUrl: string | null;
  readonly price: {
    readonly amountMinor: number;
    /** The same in whole units of the currency. */
    readonly amount: number;
    readonly currencyCode: string;
  } | null;
  readonly updatedAt: string;
}

/** A model of the shop who is shown to shoppers. */
export interface SamplePerson {
  readonly id: string;
  readonly name: string;
  readonly state: 'AWAITING_UPLOAD' | 'READY' | 'REJECTED';
  readonly issues: readonly PictureIssue[];
  readonly picture: Picture | null;
}

/** How far a picture can be trusted; all 0…1, more is better. */
export interface Confidence {
  readonly score: number;
}

/** States of jobs of all kinds. */
export type JobState =
  'AWAITING_UPLOAD' | 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'BUDGET_REACHED' | 'CANCELLED' | 'FAILED';

/** A share of a total with its 95 % interval. */
export interface Proportion {
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly total: number;
}
