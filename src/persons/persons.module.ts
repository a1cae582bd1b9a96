import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SweepModule } from '../sweep/sweep.module.js';
import { DeletionReceipt } from './deletion-receipt.entity.js';
import { DeletionReceiptRepository } from './deletion-receipt.repository.js';
import { PersonDeletionService } from './person-deletion.service.js';
import { PersonFeatures } from './person-features.entity.js';
import { PersonFiles } from './person-files.js';
import { PersonPhotoCheck } from './person-photo-check.js';
import { PersonPhoto } from './person-photo.entity.js';
import { PersonPhotoRepository } from './person-photo.repository.js';
import { PersonPhotoService } from './person-photo.service.js';
import { PersonPhotoUpload } from './person-photo.upload.js';
import { PersonResultsRegistry } from './person-results.js';
import { PersonSweep } from './person-sweep.js';
import { PersonUploadTickets } from './person-upload-ticket.js';
import { SamplePersonService } from './sample-person.service.js';

/** Shoppers' photos and sample people: consent, upload, expiry, deletion. */
@Module({
  imports: [TypeOrmModule.forFeature([PersonPhoto, PersonFeatures, DeletionReceipt]), SweepModule],
  providers: [
    PersonPhotoRepository,
    DeletionReceiptRepository,
    PersonFiles,
    PersonPhotoCheck,
    PersonPhotoUpload,
    PersonUploadTickets,
    PersonResultsRegistry,
    PersonPhotoService,
    SamplePersonService,
    PersonDeletionService,
    PersonSweep,
  ],
  exports: [PersonPhotoService, SamplePersonService, PersonDeletionService, PersonResultsRegistry],
})
export class PersonsModule {}
