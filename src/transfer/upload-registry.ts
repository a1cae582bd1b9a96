import { Injectable } from '@nestjs/common';

/** What can be uploaded. */
export type UploadKind = 'person-photo' | 'garment-picture' | 'garment-mask' | 'garment-feed';

/** Which row the bytes are for; all of it is covered by the URL's signature. */
export interface UploadTarget {
  readonly channelId: string;
  /** Id of the row that waits for the bytes. */
  readonly id: string;
  /** A choice made when the upload was created, lower-case letters and dashes. */
  readonly option: string;
}

/** What the uploader is told: 200 with the body, or the given status. */
export interface UploadAnswer {
  readonly status: 200 | 404 | 409 | 422;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A feature's side of one kind of upload. */
export interface UploadHandler {
  readonly kind: UploadKind;
  readonly maxBytes: number;
  /** Called with all bytes; a `PictureError` it throws becomes 422. */
  receive(target: UploadTarget, bytes: Buffer): Promise<UploadAnswer>;
}

/** Features register here what they accept. */
@Injectable()
export class UploadRegistry {
  private readonly handlers = new Map<string, UploadHandler>();

  register(handler: UploadHandler): void {
    if (this.handlers.has(handler.kind)) throw new Error(`Two handlers for uploads of ${handler.kind}.`);
    this.handlers.set(handler.kind, handler);
  }

  find(kind: string): UploadHandler | undefined {
    return this.handlers.get(kind);
  }
}
