import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Question } from './questions.js';

/** Somebody who follows a study's link: a random id and the questions drawn for it, nothing else. */
@Entity('study_rater')
export class StudyRater {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  studyId!: string;

  @Column('jsonb')
  questions!: Question[];

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
