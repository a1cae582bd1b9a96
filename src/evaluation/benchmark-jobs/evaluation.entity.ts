import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EvaluationState } from '../../api/admin-api.types.js';
import type { BlobKey } from '../../storage/blob-store.js';
import type { BenchmarkId } from '../benchmarks/benchmark.js';
import type { EvaluationResult } from '../runs/evaluation-result.js';
import type { ItemRecord } from '../runs/item-log.js';

/** A run of a benchmark that somebody asked the server for. */
@Entity('evaluation')
export class Evaluation {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  channelId!: string;

  @Column('text')
  benchmark!: BenchmarkId;

  @Column('text')
  modelId!: string;

  @Column('text')
  modelDigest!: string;

  @Column('text', { nullable: true })
  againstModelId!: string | null;

  /** Name below `EVALUATION_DATA_DIR`. */
  @Column('text', { nullable: true })
  dataSet!: string | null;

  /** Null: all items. */
  @Column('integer', { nullable: true })
  itemLimit!: number | null;

  @Column('text', { default: 'QUEUED' })
  state!: EvaluationState;

  @Column('integer', { default: 0 })
  done!: number;

  /** 0 before the data set was looked through. */
  @Column('integer', { default: 0 })
  total!: number;

  @Column('integer', { default: 0 })
  problems!: number;

  /** Items that were done when the last start began to measure, to estimate the rest by. */
  @Column('integer', { default: 0 })
  resumedFrom!: number;

  @Column('timestamptz', { nullable: true })
  resumedAt!: Date | null;

  @Column('jsonb', { nullable: true })
  result!: EvaluationResult | null;

  /** Figures item by item, for comparisons; loaded when asked for. */
  @Column('jsonb', { nullable: true, select: false })
  items!: ItemRecord[] | null;

  @Column('text', { nullable: true })
  reportBlob!: BlobKey | null;

  @Column('text', { nullable: true })
  failure!: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;
}
