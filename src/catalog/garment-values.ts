import type { FieldProblem } from '../access/channel.service.js';
import type { GarmentCategory } from '../api/admin-api.types.js';
import type { Garment } from './garment.entity.js';

/** What a merchant says of a garment, as it is stored. */
export type GarmentValues = Pick<
  Garment,
  | 'sku'
  | 'name'
  | 'description'
  | 'category'
  | 'tags'
  | 'colourwayGroup'
  | 'productUrl'
  | 'priceAmountMinor'
  | 'priceCurrencyCode'
>;

/** What a merchant hands in. Absent fields are left alone; null empties those that may be empty. */
export interface GarmentInput {
  readonly sku?: string | null;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly category?: GarmentCategory | null;
  readonly tags?: readonly string[] | null;
  readonly colourwayGroup?: string | null;
  readonly productUrl?: string | null;
  readonly price?: { readonly amountMinor: number; readonly currencyCode: string } | null;
}

/** Values of the fields that a new garment need not name. */
export const EMPTY_VALUES: Omit<GarmentValues, 'sku' | 'name' | 'category'> = {
  description: '',
  tags: [],
  colourwayGroup: null,
  productUrl: null,
  priceAmountMinor: null,
  priceCurrencyCode: null,
};

const SKU = /^[^\p{C}\p{Zl}\p{Zp}]{1,64}$/u;
const LINE_OF_TEXT = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+$/u;
const TEXT = /^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u;

const MAX_NAME = 200;
const MAX_DESCRIPTION = 5_000;
const MAX_TAGS = 50;
const MAX_TAG = 50;
const MAX_COLOURWAY_GROUP = 100;
const MAX_URL = 2_000;
const MAX_AMOUNT = 2 ** 31 - 1;

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Whether the text can be an article number: 1 to 64 printable characters. */
export function isSku(text: string | undefined): text is string {
  return text !== undefined && SKU.test(text);
}

/** Whether the text is an ISO 4217 code. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** Checks and tidies the given fields, or answers the first that cannot be accepted. */
export function readGarmentValues(input: GarmentInput): Partial<GarmentValues> | FieldProblem {
  const values: Partial<GarmentValues> = {};
  for (const read of READERS) {
    const problem = read(input, values);
    if (problem) return problem;
  }
  return values;
}

/** As `readGarmentValues`, for a garment that needs sku, name and category. */
export function readNewGarmentValues(input: GarmentInput): GarmentValues | FieldProblem {
  const { sku = null, name = null, category = null } = input;
  const values = readGarmentValues({ ...input, sku, name, category });
  // The three that have no empty value are null at worst, and null is refused above.
  return 'field' in values ? values : ({ ...EMPTY_VALUES, ...values } as GarmentValues);
}

type Reader = (input: GarmentInput, values: Partial<GarmentValues>) => FieldProblem | undefined;

const READERS: readonly Reader[] = [
  ({ sku }, values) => {
    if (sku === undefined) return undefined;
    const text = sku?.trim() ?? '';
    if (!isSku(text)) return { field: 'sku', message: 'Use 1 to 64 printable characters.' };
    values.sku = text;
  },
  ({ name }, values) => {
    if (name === undefined) return undefined;
    const text = name?.trim() ?? '';
    if (!LINE_OF_TEXT.test(text) || lengthOf(text) > MAX_NAME) {
      return { field: 'name', message: `Use 1 to ${MAX_NAME} printable characters.` };
    }
    values.name = text;
  },
  ({ description }, values) => {
    if (description === undefined) return undefined;
    const text = description?.trim() ?? '';
    if (!TEXT.test(text) || lengthOf(text) > MAX_DESCRIPTION) {
      const message = `Use at most ${MAX_DESCRIPTION} characters and no control characters but line breaks and tabs.`;
      return { field: 'description', message };
    }
    values.description = text;
  },
  ({ category }, values) => {
    if (category === undefined) return undefined;
    if (category === null) return { field: 'category', message: 'A garment needs a category.' };
    values.category = category;
  },
  ({ tags }, values) => {
    if (tags === undefined) return undefined;
    const texts = [...new Set(tags?.map((tag) => tag.trim()))];
    if (texts.length > MAX_TAGS) return { field: 'tags', message: `Use at most ${MAX_TAGS} tags.` };
    if (texts.some((tag) => !LINE_OF_TEXT.test(tag) || lengthOf(tag) > MAX_TAG)) {
      return { field: 'tags', message: `Each tag must have 1 to ${MAX_TAG} printable characters.` };
    }
    values.tags = texts;
  },
  ({ colourwayGroup }, values) => {
    if (colourwayGroup === undefined) return undefined;
    const text = colourwayGroup?.trim() ?? '';
    if (text !== '' && (!LINE_OF_TEXT.test(text) || lengthOf(text) > MAX_COLOURWAY_GROUP)) {
      const message = `Use at most ${MAX_COLOURWAY_GROUP} printable characters.`;
      return { field: 'colourwayGroup', message };
    }
    values.colourwayGroup = text === '' ? null : text;
  },
  ({ productUrl }, values) => {
    if (productUrl === undefined) return undefined;
    const text = productUrl?.trim() ?? '';
    if (text !== '' && !isWebAddress(text)) {
      const message = `Use a full http or https address of at most ${MAX_URL} characters.`;
      return { field: 'productUrl', message };
    }
    values.productUrl = text === '' ? null : text;
  },
  ({ price }, values) => {
    if (price === undefined) return undefined;
    if (price && !isCurrency(price.currencyCode)) {
      return { field: 'price.currencyCode', message: 'Use an ISO 4217 code in capitals, such as EUR.' };
    }
    if (
      price &&
      !(Number.isInteger(price.amountMinor) && price.amountMinor >= 0 && price.amountMinor <= MAX_AMOUNT)
    ) {
      return { field: 'price.amountMinor', message: `Use a whole number of cents from 0 to ${MAX_AMOUNT}.` };
    }
    values.priceAmountMinor = price?.amountMinor ?? null;
    values.priceCurrencyCode = price?.currencyCode ?? null;
  },
];

/** Characters as people count them, not UTF-16 units. */
function lengthOf(text: string): number {
  return [...text].length;
}

function isWebAddress(text: string): boolean {
  if (text.length > MAX_URL || !URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'http:' || protocol === 'https:';
}
