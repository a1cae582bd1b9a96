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

/**
 * Anything that was thrown on the device as a failure that can be explained. What has no code, such as the runtime's lack
 * of memory, means that this device is not able.
 */
export function asDeviceError(error: unknown): DeviceError {
  if (error instanceof DeviceError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new DeviceError('NOT_ABLE', message, { cause: error });
}
