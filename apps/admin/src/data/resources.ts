import { withAmount } from '../garments/price.js';

const PICTURE = '{ url width height }';
const ISSUES = 'issues { code severity message }';

/** How a resource of react-admin is asked for. */
export interface Resource {
  /** Query field that answers `{ items, totalItems }`. */
  readonly list: string;
  /** Input type of its options. */
  readonly options: string;
  /** Query field for one by id; absent where there is none. */
  readonly one?: string;
  readonly fields: string;
  /** Further fields when one is asked for. */
  readonly oneFields?: string;
  /** What pages need of a row beside what the API answers. */
  readonly read?: (row: never) => object;
  /** Whether the options sort and filter. */
  readonly sorts?: boolean;
}

const GARMENT = `id sku name description category tags colourwayGroup status ${ISSUES}
  pictures { id picture ${PICTURE} } cutout ${PICTURE} mask { url handMade }
  productUrl price { amountMinor currencyCode } updatedAt`;

const EVALUATION = `id benchmark modelId modelDigest againstModelId dataSet limit state failure
  createdAt startedAt finishedAt progress { done total share problems secondsLeft }`;

const FIGURE = 'metric label better unit digits mean low high count features';

const EVALUATION_RESULT = `reportUrl result { compared items warnings problemCount
  figures { ${FIGURE} } groups { name figures { ${FIGURE} } } problems { id problem }
  published { method data size metric figure unit source measured comparable remarks }
  comparison { metric label better a b pValue winShare difference { mean low high count } } }`;

/** Everything that has a list, by its name in addresses. */
export const RESOURCES: Readonly<Record<string, Resource>> = {
  garments: {
    list: 'garments',
    options: 'GarmentListOptions',
    one: 'garment',
    fields: GARMENT,
    read: withAmount,
    sorts: true,
  },
  people: {
    list: 'samplePeople',
    options: 'SamplePersonListOptions',
    one: 'samplePerson',
    fields: `id name state ${ISSUES} picture ${PICTURE} createdAt`,
  },
  imports: {
    list: 'garmentImports',
    options: 'GarmentImportListOptions',
    one: 'garmentImport',
    fields: 'id format state lines created updated failed createdAt finishedAt',
    oneFields: 'errors(take: 100) { line sku field message }',
  },
  prewarms: {
    list: 'prewarms',
    options: 'PrewarmListOptions',
    one: 'prewarm',
    fields: 'id state total computed alreadyCached lowConfidence failed computeSeconds createdAt finishedAt',
  },
  evaluations: {
    list: 'evaluations',
    options: 'EvaluationListOptions',
    one: 'evaluation',
    fields: EVALUATION,
    oneFields: EVALUATION_RESULT,
    sorts: true,
  },
  'shop-evaluations': {
    list: 'catalogEvaluations',
    options: 'CatalogEvaluationListOptions',
    one: 'catalogEvaluation',
    fields: 'id state modelId threshold pairs done secondsLeft failure createdAt finishedAt',
  },
  studies: {
    list: 'realismStudies',
    options: 'RealismStudyListOptions',
    one: 'realismStudy',
    fields: `id name state modelA modelB pairs pairsReady pairsFailed pairsPerRater checksPerRater maxRaters raters
      votes raterUrl failure createdAt expiresAt`,
  },
  channels: {
    list: 'channels',
    options: 'ChannelListOptions',
    fields: 'id code name isDefault tryOnMode createdAt',
  },
  keys: {
    list: 'apiKeys',
    options: 'ApiKeyListOptions',
    fields: 'id kind role name hint createdAt lastUsedAt revokedAt',
  },
};
