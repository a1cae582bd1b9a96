/**
 * An answer that is no member of a result union: the request itself was refused or broke. Expected failures of an
 * operation are values instead.
 */
export class ShopApiError extends Error {
  override readonly name = 'ShopApiError';

  /**
   * @param code of the GraphQL error, such as `UNAUTHENTICATED` or `ORIGIN_NOT_ALLOWED`; `NETWORK` when no answer came
   * @param status of the HTTP answer; 0 when none came
   */
  constructor(
    message: string,
    readonly code: string,
    readonly status: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
