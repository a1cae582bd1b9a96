import { Inject, Injectable } from '@nestjs/common';
import {
  BLOB_STORE,
  type BlobKey,
  BlobNotFoundError,
  type BlobStore,
  StorageFullError,
} from '../storage/blob-store.js';

/** Where photos and their features lie, one folder a photo. */
export const PERSONS_FOLDER = 'persons';

/** Folders removed at a time: a sample person can have thousands of results, each in a folder of its own. */
const FOLDERS_AT_A_TIME = 16;

/** A file of a person could not be read, written or removed. Says why, and neither where nor whose. */
export class PersonFileError extends Error {
  override readonly name = 'PersonFileError';

  /** @param code the system's error code, such as EACCES, or the error's class */
  constructor(readonly code: string) {
    super(`A file could not be handled in the storage (${code}).`);
  }
}

/**
 * Files of persons. Errors of a store quote paths, which hold the photo's id and a digest; those that leave here do not,
 * since whoever catches them may log them.
 */
@Injectable()
export class PersonFiles {
  constructor(@Inject(BLOB_STORE) private readonly blobs: BlobStore) {}

  static folderOf(photoId: string): string {
    return `${PERSONS_FOLDER}/${photoId}`;
  }

  /** Photo that owns the file; the key's second part. */
  static photoIdOf(key: BlobKey): string {
    return key.split('/')[1] ?? '';
  }

  /** @throws StorageFullError, PersonFileError */
  put(photoId: string, bytes: Uint8Array): Promise<BlobKey> {
    return withoutPaths(this.blobs.put(PersonFiles.folderOf(photoId), bytes));
  }

  /** @throws BlobNotFoundError, PersonFileError */
  get(key: BlobKey): Promise<Buffer> {
    return withoutPaths(this.blobs.get(key));
  }

  /** @throws PersonFileError */
  delete(key: BlobKey): Promise<void> {
    return withoutPaths(this.blobs.delete(key));
  }

  /** @throws PersonFileError when some may be left */
  async deleteFolders(folders: readonly string[]): Promise<void> {
    for (let from = 0; from < folders.length; from += FOLDERS_AT_A_TIME) {
      const some = folders.slice(from, from + FOLDERS_AT_A_TIME);
      await Promise.all(some.map((folder) => withoutPaths(this.blobs.deleteFolder(folder))));
    }
  }
}

async function withoutPaths<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StorageFullError) throw new StorageFullError(undefined);
    if (error instanceof BlobNotFoundError) throw error;
    throw new PersonFileError(codeOf(error));
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
