import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { GarmentBatchRepository } from './garment-batch.repository.js';
import { GarmentBlobsOwner } from './garment-blobs.owner.js';
import { GarmentFeatures } from './garment-features.entity.js';
import { GarmentFeedUpload } from './garment-feed.upload.js';
import { GarmentImportError } from './garment-import-error.entity.js';
import { GarmentImport } from './garment-import.entity.js';
import { GarmentImportJob } from './garment-import.job.js';
import { GarmentImportRepository } from './garment-import.repository.js';
import { GarmentImportService } from './garment-import.service.js';
import { GarmentMaskService } from './garment-mask.service.js';
import { GarmentMaskUpload } from './garment-mask.upload.js';
import { GarmentPictureLimits } from './garment-picture-limits.js';
import { GarmentPicture } from './garment-picture.entity.js';
import { GarmentPictureRepository } from './garment-picture.repository.js';
import { GarmentPictureService } from './garment-picture.service.js';
import { GarmentPictureSource } from './garment-picture.source.js';
import { GarmentPictureUpload } from './garment-picture.upload.js';
import { GarmentPreparationService } from './garment-preparation.service.js';
import { Garment } from './garment.entity.js';
import { GarmentJob } from './garment.job.js';
import { GarmentRepository } from './garment.repository.js';
import { GarmentService } from './garment.service.js';
import { GarmentViews } from './garment.view.js';

/** Garments: what merchants say of them, their pictures and preparation, and the import of feeds. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Garment, GarmentPicture, GarmentFeatures, GarmentImport, GarmentImportError]),
  ],
  providers: [
    GarmentRepository,
    GarmentPictureRepository,
    GarmentBatchRepository,
    GarmentImportRepository,
    GarmentService,
    GarmentPictureLimits,
    GarmentPictureService,
    GarmentPreparationService,
    GarmentMaskService,
    GarmentImportService,
    GarmentViews,
    GarmentPictureUpload,
    GarmentMaskUpload,
    GarmentFeedUpload,
    GarmentPictureSource,
    GarmentBlobsOwner,
    GarmentJob,
    GarmentImportJob,
  ],
  exports: [
    GarmentService,
    GarmentPictureService,
    GarmentImportService,
    GarmentViews,
    GarmentMaskService,
    GarmentPictureUpload,
    GarmentMaskUpload,
    GarmentFeedUpload,
  ],
})
export class CatalogModule {}
