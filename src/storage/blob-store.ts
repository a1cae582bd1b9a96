import { createHash } from 'node:crypto';

/** Injection token of the store in use. */
export const BLOB_STORE = Symbol('BlobStore');

/** A stored file: `folder/sha256`. The folder names the owner, so that deleting an owner deletes its files. */
export type BlobKey = string;

/** What a listing tells of a file. */
export interface BlobEntry {
  readonly key: BlobKey;
  readonly modifiedAt: Date;
}

/**
 * Content-addressed files of one owner in one folder. Equal bytes in two folders are two files: what one owner deletes
 * is gone, whatever others hold.
 */
export interface BlobStore {
  /**
   * Stores bytes durably before it resolves: a crash right after loses nothing.
   * @param folder letters, digits, `-` and `/`
   * @throws StorageFullError when there is no room
   */
  put(folder: string, bytes: Uint8Array): Promise<BlobKey>;
  /** @throws BlobNotFoundError */
  get(key: BlobKey): Promise<Buffer>;
  /** Removes a file; a missing one is no error. */
  delete(key: BlobKey): Promise<void>;
  /** Removes all files of an owner and answers how many there were. */
  deleteFolder(folder: string): Promise<number>;
  /** All files below a folder, in no particular order. */
  list(folder: string): AsyncIterable<BlobEntry>;
}

export class BlobNotFoundError extends Error {
  override readonly name = 'BlobNotFoundError';
  constructor() {
    super('The stored file is gone; it has expired or was deleted.');
  }
}

export class StorageFullError extends Error {
  override readonly name = 'StorageFullError';
  constructor(cause: unknown) {
    super('There is no room left to store files; free some space and try again.', { cause });
  }
}

const FOLDER = /^[a-z0-9-]+(\/[a-z0-9-]+)*$/;
const DIGEST = /^[0-9a-f]{64}$/;

/** Whether the text can be a key: keeps traversal (`..`) and absolute paths out of every store. */
export function isBlobKey(text: string): boolean {
  const cut = text.lastIndexOf('/');
  return FOLDER.test(text.slice(0, cut)) && DIGEST.test(text.slice(cut + 1));
}

/** The key that `put` gives these bytes. */
export function blobKey(folder: string, bytes: Uint8Array): BlobKey {
  if (!FOLDER.test(folder)) throw new TypeError(`Not a blob folder: ${folder}`);
  return `${folder}/${createHash('sha256').update(bytes).digest('hex')}`;
}
