import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { BlobKey } from '../../storage/blob-store.js';

export type StudyPairState = 'WAITING' | 'READY' | 'FAILED';

/** A sample person in a garment, by both models. Its files lie in a folder of its own. */
@Entity('study_pair')
export class StudyPair {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  channelId!: string;

  @Column('uuid')
  studyId!: string;

  @Column('integer')
  position!: number;

  @Column('uuid')
  garmentId!: string;

  @Column('uuid')
  personPhotoId!: string;

  @Column('text', { default: 'WAITING' })
  state!: StudyPairState;

  @Column('text', { nullable: true })
  pictureA!: BlobKey | null;

  @Column('text', { nullable: true })
  pictureB!: BlobKey | null;

  /** Picture A damaged so that nobody who looks can take it for real: the attention check. */
  @Column('text', { nullable: true })
  spoiled!: BlobKey | null;

  @Column('text', { nullable: true })
  failureCode!: string | null;
}
