import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EvaluationDatabase } from '../testing/evaluation-database.js';
import { CatalogEvaluation } from './catalog-evaluation.entity.js';
import { CatalogEvaluationRepository, type PairQuery } from './catalog-evaluation.repository.js';
import { EvaluatedPair } from './evaluated-pair.entity.js';
import { PairMark } from './pair-mark.entity.js';

const PAGE: PairQuery = { skip: 0, take: 100, sort: { field: 'position', order: 'ASC' } };

describe('CatalogEvaluationRepository', () => {
  let database: EvaluationDatabase;
  let repository: CatalogEvaluationRepository;
  let channelId: string;

  beforeAll(async () => {
    database = await EvaluationDatabase.open();
    const { source } = database;
    repository = new CatalogEvaluationRepository(
      source.getRepository(CatalogEvaluation),
      source.getRepository(EvaluatedPair),
      source.getRepository(PairMark),
    );
  }, 120_000);
  afterAll(() => database.close());
  beforeEach(async () => {
    channelId = await database.channel();
  });

  /** An evaluation whose pairs have these scores; null waits. All are of one garment unless others are given. */
  async function evaluation(
    scores: readonly (number | null)[],
    { modelDigest = 'digest', garments = [] as string[], personPhotoId = randomUUID() } = {},
  ): Promise<{ id: string; pairs: EvaluatedPair[] }> {
    const values = {
      channelId,
      modelId: 'model',
      modelDigest,
      threshold: 0.5,
      garmentCounts: {},
      pairs: scores.length,
    };
    const rows = scores.map((_, i) => ({
      garmentId: garments[i] ?? randomUUID(),
      personPhotoId,
      sku: `S${i}`,
      category: 'DRESS' as const,
    }));
    const { id } = await repository.transaction((manager) => repository.insert(manager, values, rows));
    const pairs = await repository.waiting(id);
    for (const [i, pair] of pairs.entries()) {
      const score = scores[i] ?? null;
      if (score === null) continue;
      const state = score < 0.5 ? ('WITHHELD' as const) : ('SHOWN' as const);
      await repository.updatePair(pair.id, { state, score, pictureBlob: 'blob', width: 1, height: 1 });
    }
    return { id, pairs };
  }

  it('should sort by score with waiting pairs last, and filter by state and mark', async () => {
    const { id, pairs } = await evaluation([0.9, null, 0.2, 0.6]);
    await repository.mark(channelId, pairs[2]?.id ?? '', 'BAD');
    const positions = async (query: Partial<PairQuery>): Promise<number[]> => {
      const [found] = await repository.listPairs(channelId, id, { ...PAGE, ...query });
      return found.map(({ position }) => position);
    };

    expect(await positions({ sort: { field: 'score', order: 'ASC' } })).toEqual([2, 3, 0, 1]);
    expect(await positions({ sort: { field: 'score', order: 'DESC' } })).toEqual([0, 3, 2, 1]);
    expect(await positions({ state: ['SHOWN'] })).toEqual([0, 3]);
    expect(await positions({ marked: true })).toEqual([2]);
    expect(await positions({ marked: false })).toEqual([0, 1, 3]);
    expect(await positions({ skip: 1, take: 2 })).toEqual([1, 2]);
  });

  it('should use the newest mark of each garment and person, of this model and channel only', async () => {
    const garments = [randomUUID(), randomUUID()];
    const personPhotoId = randomUUID();
    const first = await evaluation([0.3, 0.8], { garments, personPhotoId });
    const second = await evaluation([0.3], { garments, personPhotoId });
    const other = await evaluation([0.1], { modelDigest: 'other' });
    await repository.mark(channelId, first.pairs[0]?.id ?? '', 'GOOD');
    await repository.mark(channelId, first.pairs[1]?.id ?? '', 'BAD');
    await repository.mark(channelId, first.pairs[1]?.id ?? '', 'GOOD');
    await repository.mark(channelId, second.pairs[0]?.id ?? '', 'BAD');
    await repository.mark(channelId, other.pairs[0]?.id ?? '', 'BAD');

    const marks = await repository.markedScores(channelId, 'digest');

    expect(marks.sort((a, b) => a.score - b.score)).toEqual([
      { score: 0.3, bad: true },
      { score: 0.8, bad: false },
    ]);
    expect(await repository.markedScores(await database.channel(), 'digest')).toEqual([]);
  });

  it('should take a mark back', async () => {
    const { pairs } = await evaluation([0.9]);
    const id = pairs[0]?.id ?? '';
    await repository.mark(channelId, id, 'BAD');

    await repository.mark(channelId, id, null);

    expect((await repository.verdicts([id])).size).toBe(0);
  });

  it('should count what is done from the pairs themselves, however often a run began anew', async () => {
    const { id } = await evaluation([0.9, null, 0.2]);

    await repository.countDone(id, 1.5);
    await repository.countDone(id, 1);

    expect(await repository.findById(id)).toMatchObject({ done: 2, computeSeconds: 2.5 });
  });

  it('should show nothing to another channel', async () => {
    const { id, pairs } = await evaluation([0.9]);
    const other = await database.channel();

    expect(await repository.find(other, id)).toBeNull();
    expect(await repository.findPair(other, pairs[0]?.id ?? '')).toBeNull();
    expect(await repository.listPairs(other, id, PAGE)).toEqual([[], 0]);
    expect(await repository.delete(other, id)).toBeUndefined();
  });

  it('should delete pairs and marks with the evaluation, and tell whose files must follow', async () => {
    const { id, pairs } = await evaluation([0.9, 0.1]);
    await repository.mark(channelId, pairs[0]?.id ?? '', 'GOOD');

    const deleted = await repository.delete(channelId, id);

    expect(new Set(deleted)).toEqual(new Set(pairs.map((pair) => pair.id)));
    expect((await repository.existingPairs(deleted ?? [])).size).toBe(0);
    expect((await repository.verdicts(deleted ?? [])).size).toBe(0);
  });
});
