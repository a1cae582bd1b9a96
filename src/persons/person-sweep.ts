import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BlobOwnerRegistry } from '../storage/blob-owner-registry.js';
import { ExpiringRegistry } from '../sweep/expiring.js';
import { PersonDeletionService } from './person-deletion.service.js';
import { PERSONS_FOLDER } from './person-files.js';
import { PersonPhotoRepository } from './person-photo.repository.js';

/** What the sweeper does for people: ends photos, finishes deletions, and asks which files are nobody's. */
@Injectable()
export class PersonSweep implements OnModuleInit {
  constructor(
    private readonly expiring: ExpiringRegistry,
    private readonly blobOwners: BlobOwnerRegistry,
    private readonly deletion: PersonDeletionService,
    private readonly photos: PersonPhotoRepository,
  ) {}

  /** In this order: what the first ends, the second removes from the disk in the same sweep. */
  onModuleInit(): void {
    this.expiring.register({
      name: 'person photos',
      sweepExpired: (now) => this.deletion.deleteExpired(now),
    });
    this.expiring.register({
      name: 'unfinished deletions',
      sweepExpired: (now) => this.deletion.finishDeletions(now),
    });
    this.blobOwners.register({ folder: PERSONS_FOLDER, inUse: (keys) => this.photos.filesInUse(keys) });
  }
}
