import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  type BlobEntry,
  type BlobKey,
  type BlobStore,
  BlobNotFoundError,
  blobKey,
  isBlobKey,
} from './blob-store.js';

/** Objects in one bucket of an S3-compatible service. Credentials and region come from the usual AWS variables. */
export class S3BlobStore implements BlobStore {
  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {}

  static connect(bucket: string, endpoint?: string): S3BlobStore {
    return new S3BlobStore(new S3Client(endpoint ? { endpoint, forcePathStyle: true } : {}), bucket);
  }

  async put(folder: string, bytes: Uint8Array): Promise<BlobKey> {
    const key = blobKey(folder, bytes);
    await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: bytes }));
    return key;
  }

  async get(key: BlobKey): Promise<Buffer> {
    if (!isBlobKey(key)) throw new BlobNotFoundError();
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      if (!Body) throw new BlobNotFoundError();
      return Buffer.from(await Body.transformToByteArray());
    } catch (error) {
      throw error instanceof NoSuchKey ? new BlobNotFoundError() : error;
    }
  }

  async delete(key: BlobKey): Promise<void> {
    if (isBlobKey(key)) await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
  }

  async deleteFolder(folder: string): Promise<number> {
    let deleted = 0;
    for await (const keys of this.pages(folder)) {
      const Objects = keys.map(({ key }) => ({ Key: key }));
      const { Errors } = await this.client.send(
        new DeleteObjectsCommand({ Bucket: this.bucket, Delete: { Objects, Quiet: true } }),
      );
      if (Errors && Errors.length > 0)
        throw new Error(`S3 refused to delete ${Errors.length} objects (${Errors[0]?.Code})`);
      deleted += Objects.length;
    }
    return deleted;
  }

  async *list(folder: string): AsyncIterable<BlobEntry> {
    for await (const page of this.pages(folder)) yield* page;
  }

  /** Pages of at most 1,000 entries, the service's limit for listing and for deleting at once. */
  private async *pages(folder: string): AsyncIterable<BlobEntry[]> {
    let ContinuationToken: string | undefined;
    do {
      const page = await this.client.send(
        new ListObjectsV2Command({ Bucket: this.bucket, Prefix: `${folder}/`, ContinuationToken }),
      );
      const entries = (page.Contents ?? []).flatMap(({ Key, LastModified }) =>
        Key && LastModified ? [{ key: Key, modifiedAt: LastModified }] : [],
      );
      if (entries.length > 0) yield entries;
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
  }
}
