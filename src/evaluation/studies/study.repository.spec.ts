import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EvaluationDatabase } from '../testing/evaluation-database.js';
import { StudyPair } from './study-pair.entity.js';
import { StudyRater } from './study-rater.entity.js';
import { StudyVote } from './study-vote.entity.js';
import { Study } from './study.entity.js';
import { StudyRepository } from './study.repository.js';

const HOUR_MS = 3_600_000;

describe('StudyRepository', () => {
  let database: EvaluationDatabase;
  let repository: StudyRepository;
  let channelId: string;

  beforeAll(async () => {
    database = await EvaluationDatabase.open();
    const { source } = database;
    repository = new StudyRepository(
      source.getRepository(Study),
      source.getRepository(StudyPair),
      source.getRepository(StudyRater),
      source.getRepository(StudyVote),
    );
  }, 120_000);
  afterAll(() => database.close());
  beforeEach(async () => {
    channelId = await database.channel();
  });

  /** A study with one pair of the person, open for another hour unless changed. */
  async function study(change: Partial<Study> = {}, personPhotoId = randomUUID()): Promise<Study> {
    const values: Partial<Study> = {
      channelId,
      name: 'Study',
      state: 'OPEN',
      modelA: 'a',
      modelB: 'b',
      pairs: 1,
      pairsPerRater: 1,
      checksPerRater: 1,
      maxRaters: 2,
      seed: 1,
      expiresAt: new Date(Date.now() + HOUR_MS),
      ...change,
    };
    const stored = await repository.transaction((manager) =>
      repository.insert(manager, values, [{ garmentId: randomUUID(), personPhotoId }]),
    );
    const [pair] = await repository.pairsOf(stored.id, 'WAITING');
    const blobs = { pictureA: 'a', pictureB: 'b', spoiled: 'c' };
    await repository.updatePair(pair?.id ?? '', { ...blobs, state: 'READY' });
    return stored;
  }

  async function vote(
    of: Study,
    raterId: string,
    side: 'LEFT' | 'RIGHT' = 'LEFT',
    position = 0,
  ): Promise<void> {
    const [pair] = await repository.pairsOf(of.id, 'READY');
    const choice = side === 'LEFT' ? 'A' : 'B';
    await repository.vote({ raterId, position, studyId: of.id, pairId: pair?.id ?? null, side, choice });
  }

  async function rater(of: Study): Promise<string> {
    const id = randomUUID();
    await repository.addRater(of, { id, questions: [] });
    return id;
  }

  it('should find a study only in its own channel', async () => {
    const { id } = await study();

    expect(await repository.find(channelId, id)).toMatchObject({ id });
    expect(await repository.find(await database.channel(), id)).toBeNull();
    expect(await repository.delete(await database.channel(), id)).toBeUndefined();
    expect(await repository.findById(id)).not.toBeNull();
  });

  it('should take no votes after the study has expired or closed, and close it when swept', async () => {
    const expired = await study({ expiresAt: new Date(Date.now() - 1) });
    const closed = await study({ state: 'CLOSED' });
    const open = await study();
    for (const each of [expired, closed, open]) await vote(each, await rater(each));

    expect(await repository.findOpen(expired.id)).toBeNull();
    expect(await repository.findOpen(closed.id)).toBeNull();
    const votes = await Promise.all([expired, closed, open].map(({ id }) => repository.votesOf(id)));
    expect(votes.map(({ length }) => length)).toEqual([0, 0, 1]);
    await repository.closeExpired(new Date());
    expect((await repository.findById(expired.id))?.state).toBe('CLOSED');
    expect((await repository.findById(open.id))?.state).toBe('OPEN');
  });

  it('should keep the first of several votes for one question', async () => {
    const one = await study();
    const raterId = await rater(one);

    await vote(one, raterId, 'RIGHT');
    await Promise.all([vote(one, raterId), vote(one, raterId), vote(one, raterId)]);

    expect(await repository.votesOf(one.id)).toEqual([
      expect.objectContaining({ side: 'RIGHT', choice: 'B' }),
    ]);
    expect(await repository.answered(raterId)).toEqual(new Set([0]));
  });

  it('should take no more raters than wanted when many come at once', async () => {
    const one = await study();

    const added = await Promise.all(
      [1, 2, 3, 4].map(() => repository.addRater(one, { id: randomUUID(), questions: [] })),
    );

    expect(added.filter(Boolean)).toHaveLength(2);
    expect((await repository.counts([one.id])).get(one.id)?.raters).toBe(2);
  });

  it('should know a rater in its own study only', async () => {
    const [one, other] = [await study(), await study()];
    const raterId = await rater(one);

    expect(await repository.findRater(one.id, raterId)).not.toBeNull();
    expect(await repository.findRater(other.id, raterId)).toBeNull();
  });

  it('should forget a person’s pairs and keep the votes as numbers', async () => {
    const personPhotoId = randomUUID();
    const one = await study({}, personPhotoId);
    await vote(one, await rater(one));
    const [pair] = await repository.pairsOf(one.id, 'READY');

    const deleted = await repository.transaction((manager) =>
      repository.deletePairsOfPerson(manager, personPhotoId),
    );

    expect(deleted).toEqual([pair?.id]);
    expect(await repository.findPair(one.id, pair?.id ?? '')).toBeNull();
    expect(await repository.votesOf(one.id)).toEqual([
      expect.objectContaining({ pairId: null, choice: 'A' }),
    ]);
  });
});
