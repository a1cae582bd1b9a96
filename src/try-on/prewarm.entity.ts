import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type PrewarmState = 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'BUDGET_REACHED' | 'CANCELLED' | 'FAILED';

/** Garments × sample people to compute in the background, and how far it got. */
@Entity('prewarm')
export class Prewarm {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  channelId!: string;

  @Column('text', { default: 'QUEUED' })
  state!: PrewarmState;

  @Column('uuid', { array: true })
  garmentIds!: string[];

  @Column('uuid', { array: true })
  personPhotoIds!: string[];

  /** Budget: results computed. */
  @Column('integer')
  maxTryOns!: number;

  /** Budget: seconds spent computing. */
  @Column('integer')
  maxSeconds!: number;

  /** Pairs asked for. */
  @Column('integer')
  total!: number;

  /** Pairs dealt with so far, person by person within each garment; where a restart goes on. */
  @Column('integer', { default: 0 })
  nextPair!: number;

  @Column('integer', { default: 0 })
  computed!: number;

  @Column('integer', { default: 0 })
  alreadyCached!: number;

  @Column('integer', { default: 0 })
  lowConfidence!: number;

  @Column('integer', { default: 0 })
  failed!: number;

  @Column('double precision', { default: 0 })
  computeSeconds!: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;
}
