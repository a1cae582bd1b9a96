import { Global, Module } from '@nestjs/common';
import { join } from 'node:path';
import { Config } from '../config/config.js';
import { BlobOwnerRegistry } from './blob-owner-registry.js';
import { BLOB_STORE, type BlobStore } from './blob-store.js';
import { FileBlobStore } from './file-blob-store.js';
import { S3BlobStore } from './s3-blob-store.js';

/** The one store of pictures and features, chosen by configuration, and who owns what in it. */
@Global()
@Module({
  providers: [
    BlobOwnerRegistry,
    {
      provide: BLOB_STORE,
      useFactory: (config: Config): BlobStore =>
        config.s3Bucket
          ? S3BlobStore.connect(config.s3Bucket, config.s3Endpoint)
          : new FileBlobStore(join(config.dataDir, 'blobs')),
      inject: [Config],
    },
  ],
  exports: [BLOB_STORE, BlobOwnerRegistry],
})
export class StorageModule {}
