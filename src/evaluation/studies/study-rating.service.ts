import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { drawQuestions, type Question } from './questions.js';
import { StudyFiles } from './study-files.js';
import { StudyLink } from './study-link.js';
import type { StudyPair } from './study-pair.entity.js';
import type { StudyRater } from './study-rater.entity.js';
import type { Side } from './study-vote.entity.js';
import type { Study } from './study.entity.js';
import { StudyRepository } from './study.repository.js';

/** What a rater sees next. */
export type NextQuestion =
  | { readonly kind: 'QUESTION'; readonly position: number; readonly total: number }
  | { readonly kind: 'DONE' };

/**
 * The voting. A rater is a random id that this server has given out for one study; an id of another study, or one that
 * somebody made up, is nobody.
 */
@Injectable()
export class StudyRatingService {
  constructor(
    private readonly repository: StudyRepository,
    private readonly files: StudyFiles,
    private readonly link: StudyLink,
  ) {}

  /** The study behind a link; `ENDED` when it takes no votes now, `NOT_FOUND` when the link is none of ours. */
  async open(token: string): Promise<Study | 'NOT_FOUND' | 'ENDED'> {
    const id = this.link.read(token);
    if (id === undefined) return 'NOT_FOUND';
    const study = await this.repository.findOpen(id);
    if (study) return study;
    return (await this.repository.findById(id)) ? 'ENDED' : 'NOT_FOUND';
  }

  /** A new rater with questions of its own; `FULL` when the study has as many as it wanted. */
  async join(study: Study): Promise<{ readonly raterId: string } | 'FULL'> {
    const pairs = await this.repository.pairsOf(study.id, 'READY');
    const id = randomUUID();
    const questions = drawQuestions({
      seed: study.seed,
      raterId: id,
      pairIds: pairs.map((pair) => pair.id),
      pairsPerRater: study.pairsPerRater,
      checks: study.checksPerRater,
    });
    return (await this.repository.addRater(study, { id, questions })) ? { raterId: id } : 'FULL';
  }

  async findRater(study: Study, raterId: string | undefined): Promise<StudyRater | null> {
    return raterId === undefined ? null : this.repository.findRater(study.id, raterId);
  }

  /** The first question without an answer; those whose pictures were deleted are passed over. */
  async next(study: Study, { id, questions }: StudyRater): Promise<NextQuestion> {
    const answered = await this.repository.answered(id);
    for (const [position, { pairId }] of questions.entries()) {
      if (answered.has(position) || !(await this.repository.findPair(study.id, pairId))) continue;
      return { kind: 'QUESTION', position, total: questions.length };
    }
    return { kind: 'DONE' };
  }

  /** JPEG of one side of a question; undefined when there is none. What it shows is not told. */
  async picture(
    study: Study,
    { questions }: StudyRater,
    position: number,
    side: Side,
  ): Promise<Buffer | undefined> {
    const question = questions[position];
    const pair = question && (await this.repository.findPair(study.id, question.pairId));
    const blob = pair && blobOf(pair, question, side);
    return blob ? this.files.get(blob) : undefined;
  }

  /** Stores the first answer to a question; later ones change nothing. False when there is no such question. */
  async vote(study: Study, rater: StudyRater, position: number, side: Side): Promise<boolean> {
    const question = rater.questions[position];
    if (!question) return false;
    const pair = await this.repository.findPair(study.id, question.pairId);
    if (!pair) return false;
    const choice = side === 'LEFT' ? question.left : question.right;
    const vote = { raterId: rater.id, position, studyId: study.id, pairId: pair.id, side, choice };
    await this.repository.vote(vote);
    return true;
  }
}

function blobOf(pair: StudyPair, { left, right }: Question, side: Side): string | null {
  switch (side === 'LEFT' ? left : right) {
    case 'A':
    case 'SOUND':
      return pair.pictureA;
    case 'B':
      return pair.pictureB;
    case 'SPOILED':
      return pair.spoiled;
  }
}
