import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, In, LessThanOrEqual, MoreThan, Repository } from 'typeorm';
import type { Page } from '../../api/page.js';
import { deleteReturningIds } from '../../database/delete-returning-ids.js';
import type { CountedVote } from './study-figures.js';
import { StudyPair } from './study-pair.entity.js';
import { StudyRater } from './study-rater.entity.js';
import { type Side, StudyVote } from './study-vote.entity.js';
import { Study, type StudyState } from './study.entity.js';

/** How far a study has come. */
export interface StudyCounts {
  readonly pairsReady: number;
  readonly pairsFailed: number;
  readonly raters: number;
  /** Attention checks not counted. */
  readonly votes: number;
}

/** Rows of studies, their pairs, raters and votes. What administrators ask for names the channel. */
@Injectable()
export class StudyRepository {
  constructor(
    @InjectRepository(Study) private readonly studies: Repository<Study>,
    @InjectRepository(StudyPair) private readonly pairs: Repository<StudyPair>,
    @InjectRepository(StudyRater) private readonly raters: Repository<StudyRater>,
    @InjectRepository(StudyVote) private readonly votes: Repository<StudyVote>,
  ) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.studies.manager.transaction(work);
  }

  async insert(
    manager: EntityManager,
    values: Partial<Study>,
    pairs: readonly Pick<StudyPair, 'garmentId' | 'personPhotoId'>[],
  ): Promise<Study> {
    const { id, channelId } = await manager.save(manager.create(Study, values));
    const rows = pairs.map((pair, position) => ({ ...pair, channelId, studyId: id, position }));
    await manager.insert(StudyPair, rows);
    return manager.findOneByOrFail(Study, { id });
  }

  async find(channelId: string, id: string): Promise<Study | null> {
    return this.studies.findOneBy({ id, channelId });
  }

  /** For jobs and for raters' links, which name a study by themselves. */
  async findById(id: string): Promise<Study | null> {
    return this.studies.findOneBy({ id });
  }

  /** A study that raters can vote in at this moment. */
  async findOpen(id: string): Promise<Study | null> {
    return this.studies.findOneBy({ id, state: 'OPEN', expiresAt: MoreThan(new Date()) });
  }

  async list(channelId: string, page: Page): Promise<[Study[], number]> {
    return this.studies.findAndCount({
      where: { channelId },
      order: { createdAt: 'DESC', id: 'ASC' },
      ...page,
    });
  }

  /** Changes a study that is in one of the states; answers whether there was one. */
  async advance(id: string, from: readonly StudyState[], change: Partial<Study>): Promise<boolean> {
    const { affected } = await this.studies.update({ id, state: In([...from]) }, change);
    return (affected ?? 0) > 0;
  }

  /** Ends the voting in studies whose time is up. */
  async closeExpired(now: Date): Promise<number> {
    const { affected } = await this.studies.update(
      { state: In(['PREPARING', 'OPEN']), expiresAt: LessThanOrEqual(now) },
      { state: 'CLOSED', closedAt: now },
    );
    return affected ?? 0;
  }

  /** Deletes the study with everything that belongs to it; answers the ids of its pairs, whose files must follow. */
  async delete(channelId: string, id: string): Promise<string[] | undefined> {
    return this.transaction(async (manager) => {
      const pairs = await manager.find(StudyPair, {
        select: { id: true },
        where: { channelId, studyId: id },
      });
      const { affected } = await manager.delete(Study, { id, channelId });
      return affected ? pairs.map((pair) => pair.id) : undefined;
    });
  }

  async counts(ids: readonly string[]): Promise<ReadonlyMap<string, StudyCounts>> {
    const rows = await this.studies.query<(StudyCounts & { id: string })[]>(
      `SELECT id,
        (SELECT count(*)::int FROM study_pair WHERE study_id = study.id AND state = 'READY') AS "pairsReady",
        (SELECT count(*)::int FROM study_pair WHERE study_id = study.id AND state = 'FAILED') AS "pairsFailed",
        (SELECT count(*)::int FROM study_rater WHERE study_id = study.id) AS raters,
        (SELECT count(*)::int FROM study_vote WHERE study_id = study.id AND choice IN ('A', 'B')) AS votes
      FROM study WHERE id = ANY ($1)`,
      [[...ids]],
    );
    return new Map(rows.map(({ id, ...counts }) => [id, counts]));
  }

  async pairsOf(studyId: string, state: StudyPair['state']): Promise<StudyPair[]> {
    return this.pairs.find({ where: { studyId, state }, order: { position: 'ASC' } });
  }

  async findPair(studyId: string, id: string): Promise<StudyPair | null> {
    return this.pairs.findOneBy({ id, studyId, state: 'READY' });
  }

  async updatePair(id: string, change: Partial<StudyPair>, manager = this.pairs.manager): Promise<boolean> {
    const { affected } = await manager.update(StudyPair, { id }, change);
    return (affected ?? 0) > 0;
  }

  deletePairsOfPerson(manager: EntityManager, personPhotoId: string): Promise<string[]> {
    return deleteReturningIds(manager, StudyPair, { personPhotoId });
  }

  /** Adds the rater unless the study has as many as it may have. Two that come at once wait for each other. */
  async addRater(study: Study, rater: Pick<StudyRater, 'id' | 'questions'>): Promise<boolean> {
    return this.transaction(async (manager) => {
      await manager.findOne(Study, { where: { id: study.id }, lock: { mode: 'pessimistic_write' } });
      if ((await manager.countBy(StudyRater, { studyId: study.id })) >= study.maxRaters) return false;
      await manager.insert(StudyRater, { ...rater, studyId: study.id });
      return true;
    });
  }

  async findRater(studyId: string, id: string): Promise<StudyRater | null> {
    return this.raters.findOneBy({ id, studyId });
  }

  /** Positions of the questions that the rater has answered. */
  async answered(raterId: string): Promise<ReadonlySet<number>> {
    const votes = await this.votes.find({ select: { position: true }, where: { raterId } });
    return new Set(votes.map(({ position }) => position));
  }

  /** Stores the vote while the study is open; a second one for the same question changes nothing. */
  async vote(vote: Omit<StudyVote, 'votedAt'> & { side: Side }): Promise<void> {
    const { raterId, position, studyId, pairId, side, choice } = vote;
    await this.votes.query(
      `INSERT INTO study_vote (rater_id, position, study_id, pair_id, side, choice)
       SELECT $1, $2, id, $4, $5, $6 FROM study WHERE id = $3 AND state = 'OPEN' AND expires_at > now()
       ON CONFLICT (rater_id, position) DO NOTHING`,
      [raterId, position, studyId, pairId, side, choice],
    );
  }

  async votesOf(studyId: string): Promise<CountedVote[]> {
    return this.votes.find({
      select: { raterId: true, pairId: true, side: true, choice: true, position: true },
      where: { studyId },
      order: { raterId: 'ASC', position: 'ASC' },
    });
  }

  /** Which of these pairs exist. */
  async existingPairs(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.pairs.find({ select: { id: true }, where: { id: In([...ids]) } });
    return new Set(rows.map(({ id }) => id));
  }
}
