import { Global, Module } from '@nestjs/common';
import { PictureRegistry } from './picture-registry.js';
import { PicturesController } from './pictures.controller.js';
import { ServerAddress } from './server-address.js';
import { SignedUrlService } from './signed-url.service.js';
import { UploadRegistry } from './upload-registry.js';
import { UploadsController } from './uploads.controller.js';

/** Pictures and feeds in and out, beside GraphQL. */
@Global()
@Module({
  controllers: [UploadsController, PicturesController],
  providers: [ServerAddress, SignedUrlService, UploadRegistry, PictureRegistry],
  exports: [ServerAddress, SignedUrlService, UploadRegistry, PictureRegistry],
})
export class TransferModule {}
