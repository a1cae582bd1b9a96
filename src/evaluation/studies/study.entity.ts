import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type StudyState = 'PREPARING' | 'OPEN' | 'CLOSED' | 'FAILED';

/** A question to people: which of two models' pictures looks more real. */
@Entity('study')
export class Study {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  channelId!: string;

  @Column('text')
  name!: string;

  @Column('text', { default: 'PREPARING' })
  state!: StudyState;

  @Column('text')
  modelA!: string;

  @Column('text')
  modelB!: string;

  /** Garments × people asked for. */
  @Column('integer')
  pairs!: number;

  @Column('integer')
  pairsPerRater!: number;

  @Column('integer')
  checksPerRater!: number;

  @Column('integer')
  maxRaters!: number;

  /** From it and the rater's id follow the rater's questions. */
  @Column('integer')
  seed!: number;

  @Column('text', { nullable: true })
  failure!: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;
}
