/** Why a model cannot be used. */
export type ModelErrorCode = 'CARD_INVALID' | 'DIGEST_MISMATCH' | 'LICENCE_REFUSED' | 'NOT_FOUND';

/** A model that cannot be used; the message says which and what to do about it. */
export class ModelError extends Error {
  override readonly name = 'ModelError';

  constructor(
    readonly code: ModelErrorCode,
    message: string,
  ) {
    super(message);
  }
}
