import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { StageTimings } from '../inference/inference-provider.js';
import type { Confidence } from '../neural/confidence/confidence.js';

export type TryOnState = 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'LOW_CONFIDENCE' | 'FAILED';
export type OutputFormat = 'JPEG' | 'WEBP' | 'PNG';

/** One person in one garment: what was asked, what came of it, and what made it. */
@Entity('try_on')
export class TryOn {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  channelId!: string;

  @Column('uuid')
  personPhotoId!: string;

  @Column('uuid')
  garmentId!: string;

  /** Who had it computed; null for pre-warming. */
  @Column('uuid', { nullable: true })
  shopperId!: string | null;

  /** Whether the person is one of the shop's models, whose results every shopper may see. */
  @Column('boolean')
  isSamplePerson!: boolean;

  /** See `tryOnKey`. */
  @Column('text')
  cacheKey!: string;

  @Column('text')
  state!: TryOnState;

  @Column('text')
  outputFormat!: OutputFormat;

  @Column('integer')
  outputQuality!: number;

  /** Null: the photo's own size. */
  @Column('integer', { nullable: true })
  outputMaxSide!: number | null;

  @Column('text')
  personDigest!: string;

  @Column('text')
  garmentDigest!: string;

  @Column('text')
  modelId!: string;

  @Column('text')
  modelDigest!: string;

  @Column('text')
  pipelineVersion!: string;

  @Column('text', { nullable: true })
  executionProvider!: string | null;

  @Column('text', { nullable: true })
  pictureBlob!: string | null;

  @Column('integer', { nullable: true })
  width!: number | null;

  @Column('integer', { nullable: true })
  height!: number | null;

  @Column('jsonb', { nullable: true })
  timings!: StageTimings | null;

  @Column('jsonb', { nullable: true })
  confidence!: Confidence | null;

  @Column('text', { nullable: true })
  failureCode!: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  completedAt!: Date | null;

  @Column('timestamptz')
  expiresAt!: Date;
}
