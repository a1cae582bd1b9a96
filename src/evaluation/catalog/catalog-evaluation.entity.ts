import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EvaluationState, GarmentCategory } from '../../api/admin-api.types.js';

/** Garments of one category that are not archived, and of them those that can be tried on. */
export interface GarmentCount {
  readonly total: number;
  readonly ready: number;
}

/** By category; absent where there are none. */
export type GarmentCounts = Partial<Record<GarmentCategory, GarmentCount>>;

/** An evaluation of a shop's own garments on its sample people. */
@Entity('catalog_evaluation')
export class CatalogEvaluation {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  channelId!: string;

  @Column('text', { default: 'QUEUED' })
  state!: EvaluationState;

  @Column('text')
  modelId!: string;

  @Column('text')
  modelDigest!: string;

  /** Confidence below which a result counts as withheld: the server's when the evaluation was started. */
  @Column('double precision')
  threshold!: number;

  @Column('jsonb')
  garmentCounts!: GarmentCounts;

  @Column('integer')
  pairs!: number;

  @Column('integer', { default: 0 })
  done!: number;

  @Column('double precision', { default: 0 })
  computeSeconds!: number;

  @Column('text', { nullable: true })
  failure!: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;
}
