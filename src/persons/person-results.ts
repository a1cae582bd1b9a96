import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What went, so that its files can follow once the transaction is committed. */
export interface DeletedResults {
  readonly deleted: number;
  /** Blob folders that hold nothing but what was deleted. */
  readonly folders: readonly string[];
}

/** A feature that keeps something showing a person: pictures, or rows that wait to become pictures. */
export interface PersonResultsOwner {
  /**
   * Deletes all rows of the person's photo within the transaction, in whatever state, and leaves their files alone.
   * The row of the photo is locked meanwhile, or gone.
   */
  deleteResultsOf(manager: EntityManager, personPhotoId: string): Promise<DeletedResults>;
}

/** Features register here, on module init, what a person's deletion must reach. */
@Injectable()
export class PersonResultsRegistry {
  private readonly owners = new Set<PersonResultsOwner>();

  register(owner: PersonResultsOwner): void {
    this.owners.add(owner);
  }

  /** As `PersonResultsOwner.deleteResultsOf`, over all owners. */
  async deleteResultsOf(manager: EntityManager, personPhotoId: string): Promise<DeletedResults> {
    let deleted = 0;
    const folders: string[] = [];
    for (const owner of this.owners) {
      const results = await owner.deleteResultsOf(manager, personPhotoId);
      deleted += results.deleted;
      folders.push(...results.folders);
    }
    return { deleted, folders };
  }
}
