import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EvaluatedPairState, GarmentCategory } from '../../api/admin-api.types.js';
import type { Confidence } from '../../neural/confidence/confidence.js';
import type { BlobKey } from '../../storage/blob-store.js';

/** One garment on one sample person in an evaluation. Its file lies in a folder of its own. */
@Entity('evaluated_pair')
export class EvaluatedPair {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  channelId!: string;

  @Column('uuid')
  evaluationId!: string;

  /** Place in the random order. */
  @Column('integer')
  position!: number;

  @Column('uuid')
  garmentId!: string;

  /** As it was when the evaluation was started. */
  @Column('text')
  sku!: string;

  @Column('text')
  category!: GarmentCategory;

  @Column('uuid')
  personPhotoId!: string;

  @Column('text', { default: 'WAITING' })
  state!: EvaluatedPairState;

  /** `confidence.score`, to sort by. */
  @Column('double precision', { nullable: true })
  score!: number | null;

  @Column('jsonb', { nullable: true })
  confidence!: Confidence | null;

  @Column('text', { nullable: true })
  failureCode!: string | null;

  /** JPEG; present for withheld results too, since the person is a sample person. */
  @Column('text', { nullable: true })
  pictureBlob!: BlobKey | null;

  @Column('integer', { nullable: true })
  width!: number | null;

  @Column('integer', { nullable: true })
  height!: number | null;
}
