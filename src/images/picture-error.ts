/** Why a picture was refused; stable, so that callers may map it to their own errors. */
export type PictureErrorCode =
  | 'EMPTY'
  | 'UNSUPPORTED_TYPE'
  | 'TOO_MANY_BYTES'
  | 'TOO_MANY_PIXELS'
  | 'BROKEN'
  | 'TIMED_OUT'
  | 'MASK_SIZE'
  | 'MASK_EMPTY'
  | 'MASK_FULL';

/**
 * A picture that cannot be used. The message tells the person what to do and never repeats anything that the file
 * holds, so it may be logged and shown.
 */
export class PictureError extends Error {
  override readonly name = 'PictureError';

  constructor(
    readonly code: PictureErrorCode,
    message: string,
  ) {
    super(message);
  }
}
