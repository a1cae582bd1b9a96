import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BlobKey } from '../storage/blob-store.js';

/** What one model made of a person once, so that the next garment costs less. It is no face template and names nobody. */
@Entity('person_features')
export class PersonFeatures {
  @PrimaryColumn('uuid')
  personPhotoId!: string;

  @PrimaryColumn('text')
  modelDigest!: string;

  /** In the photo's own folder. */
  @Column('text')
  blob!: BlobKey;
}
