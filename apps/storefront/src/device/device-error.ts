/** Why something on the device did not work, as the engine tells it apart. */
export type DeviceErrorCode = 'NOT_ABLE' | 'OFFLINE' | 'MODEL_DAMAGED' | 'PICTURE_BROKEN' | 'PHOTO_UNKNOWN';

/** A failure on the device that a page can explain. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError';

  constructor(
    readonly code: DeviceErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
