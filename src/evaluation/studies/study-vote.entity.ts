import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Shown } from './questions.js';

export type Side = 'LEFT' | 'RIGHT';

/** A rater's answer to one question; the first one counts. */
@Entity('study_vote')
export class StudyVote {
  @PrimaryColumn('uuid')
  raterId!: string;

  /** Of the question among the rater's. */
  @PrimaryColumn('integer')
  position!: number;

  @Column('uuid')
  studyId!: string;

  /** Null once the pair's pictures were deleted. */
  @Column('uuid', { nullable: true })
  pairId!: string | null;

  @Column('text')
  side!: Side;

  /** What was on that side. */
  @Column('text')
  choice!: Shown;

  @Column('timestamptz', { default: () => 'now()' })
  votedAt!: Date;
}
