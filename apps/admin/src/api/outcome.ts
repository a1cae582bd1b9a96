import { HttpError } from 'react-admin';

interface Failure {
  readonly errorCode: string;
  readonly message: string;
  readonly field?: string;
}

/** What every union's failing members answer with; put it into the selection of such a field. */
export const FAILURE = '... on ErrorResult { errorCode message }';

/** Field of the form that a failure without a `field` of its own is about. */
const FIELDS: Readonly<Record<string, string>> = { SKU_TAKEN: 'sku', CHANNEL_CODE_TAKEN: 'code' };

/** Fields of the API that forms show in another unit. */
const SHOWN_AS: Readonly<Record<string, string>> = { 'price.amountMinor': 'price.amount' };

/**
 * The wanted member of a result union.
 * @throws HttpError with the union's message; forms show it beside the field that it is about
 */
export function outcome<T>(result: T | Failure): T {
  if (!isFailure(result)) return result;
  const named = result.field ?? FIELDS[result.errorCode];
  const field = named && (SHOWN_AS[named] ?? named);
  throw new HttpError(
    result.message,
    422,
    field ? { errors: { [field]: result.message, root: { serverError: result.message } } } : undefined,
  );
}

function isFailure<T>(result: T | Failure): result is Failure {
  return typeof result === 'object' && result !== null && 'errorCode' in result;
}
