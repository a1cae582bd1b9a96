import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from './support/api-client.js';
import { twoModels } from './support/second-model.js';
import { createTestData, type TestData, TestServer } from './support/server.js';
import { addGarment, addSamplePerson, fetchBytes, poll, sample } from './support/shop.js';

/** Long enough to be killed in between. */
const BENCHMARK_ITEMS = 12;

interface Member {
  readonly __typename: string;
  readonly id?: string;
  readonly message?: string;
  readonly field?: string;
  readonly state?: string;
}

/** A browser without scripts: keeps one cookie and follows redirects after forms. */
class Rater {
  private cookie = '';

  constructor(
    private readonly origin: string,
    readonly link: string,
  ) {}

  async open(path = ''): Promise<{ status: number; text: string; headers: Headers }> {
    const response = await fetch(this.link + path, { headers: { cookie: this.cookie } });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  async send(path: string, form: Record<string, string> = {}): Promise<number> {
    const response = await fetch(this.link + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: this.cookie, origin: this.origin },
      body: new URLSearchParams(form),
    });
    const [given] = response.headers.getSetCookie();
    if (given) this.cookie = given.split(';')[0] ?? '';
    return response.status;
  }

  /** Position of the question that is shown; undefined on any other page. */
  async position(): Promise<string | undefined> {
    return /name="position" value="(\d+)"/.exec((await this.open()).text)?.[1];
  }
}

describe('evaluation', () => {
  let data: TestData;
  let models: string;
  let server: TestServer;
  let admin: ApiClient;
  let garments: string[];
  let people: string[];

  const start = (): Promise<TestServer> =>
    TestServer.start(data, {
      SEED_SAMPLES: 'false',
      MODELS_DIR: models,
      EVALUATION_DATA_DIR: join(data.dataDir, 'sets'),
    });

  const createStudy = async (change: object = {}): Promise<Member> => {
    const input = {
      name: 'Which one',
      modelA: 'small-student',
      modelB: 'other-student',
      garmentIds: garments,
      samplePersonIds: people,
      checksPerRater: 1,
      ...change,
    };
    const { createRealismStudy } = await admin.ask<{ createRealismStudy: Member }>(
      `mutation ($input: CreateRealismStudyInput!) { createRealismStudy(input: $input) {
        __typename ... on RealismStudy { id state } ... on ErrorResult { message } ... on InvalidInput { field } } }`,
      { input },
    );
    return createRealismStudy;
  };

  /** A study that raters can vote in: one garment on one person, unless told otherwise. */
  const openStudy = async (change: object = {}): Promise<{ id: string; link: string }> => {
    const onePair = { garmentIds: garments.slice(0, 1), samplePersonIds: people.slice(0, 1) };
    const { id = '' } = await createStudy({ ...onePair, ...change });
    const link = await poll(async () => {
      const { realismStudy: study } = await admin.ask<{
        realismStudy: { state: string; raterUrl: string | null; failure: string | null };
      }>('query ($id: ID!) { realismStudy(id: $id) { state raterUrl failure } }', { id });
      expect(study.failure).toBeNull();
      return study.raterUrl ?? undefined;
    }, 110_000);
    return { id, link };
  };

  const evaluation = async (id: string) =>
    (
      await admin.ask<{
        evaluation: {
          state: string;
          failure: string | null;
          reportUrl: string | null;
          progress: { done: number; total: number; share: number };
          result: { items: number; figures: { metric: string; mean: number }[]; problemCount: number } | null;
        };
      }>(
        `query ($id: ID!) { evaluation(id: $id) { state failure reportUrl progress { done total share }
          result { items problemCount figures { metric mean } } } }`,
        { id },
      )
    ).evaluation;

  const startEvaluation = async (input: object, client = admin): Promise<Member> => {
    const { startEvaluation: started } = await client.ask<{ startEvaluation: Member }>(
      `mutation ($input: StartEvaluationInput!) { startEvaluation(input: $input) {
        __typename ... on Evaluation { id state } ... on ErrorResult { message } ... on InvalidInput { field } } }`,
      { input },
    );
    return started;
  };

  const untilCompleted = (id: string) =>
    poll(async () => {
      const found = await evaluation(id);
      expect(found.failure).toBeNull();
      return found.state === 'COMPLETED' ? found : undefined;
    }, 300_000);

  beforeAll(async () => {
    data = await createTestData();
    models = await twoModels();
    await mkdir(join(data.dataDir, 'sets', 'empty'), { recursive: true });
    server = await start();
    admin = ApiClient.admin(server.origin);
    const ready = [
      await addGarment(admin, 'E1', await sample('garments/g01.jpg')),
      await addGarment(admin, 'E2', await sample('garments/g09.jpg')),
    ];
    garments = ready.map(({ id }) => id);
    people = [
      await addSamplePerson(admin, 'One', await sample('people/p01_g04.jpg')),
      await addSamplePerson(admin, 'Two', await sample('people/p02_g03.jpg')),
    ];
  });
  afterAll(async () => {
    await server.stop();
    await data.remove();
    await rm(models, { recursive: true, force: true });
  });

  describe('a realism study', () => {
    it('should let a rater answer every question once, by forms alone', async () => {
      const { id, link } = await openStudy({ garmentIds: garments, samplePersonIds: people });
      const rater = new Rater(server.origin, link);

      const welcome = await rater.open();
      expect(welcome.status).toBe(200);
      expect(welcome.text).toContain('Start');
      expect(welcome.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      expect(welcome.text).not.toMatch(/<script>|style=|small-student|other-student/);
      expect(await rater.send('/raters')).toBe(303);

      const asked = new Set<string>();
      for (let position = await rater.position(); position !== undefined; position = await rater.position()) {
        expect(asked.has(position)).toBe(false);
        asked.add(position);
        const left = await rater.open(`/pictures/${position}/left`);
        expect([left.status, left.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
        expect(await rater.send('/votes', { position, side: 'left' })).toBe(303);
      }

      expect(asked.size).toBe(5);
      expect((await rater.open()).text).toContain('Thank you');
      const { realismStudyResult: result } = await admin.ask<{
        realismStudyResult: {
          study: { votes: number; raters: number };
          ratersCounted: number;
          ratersExcluded: number;
          votesExcluded: number;
          preferenceForB: { count: number; total: number } | null;
          raters: { checksPassed: number; checksFailed: number }[];
        };
      }>(
        `query ($id: ID!) { realismStudyResult(id: $id) { study { votes raters } ratersCounted ratersExcluded votesExcluded
          preferenceForB { count total } raters { checksPassed checksFailed } } }`,
        { id },
      );
      expect(result.study).toEqual({ votes: 4, raters: 1 });
      // Who always chooses the left picture has chosen each model twice and passed the check by chance or not at all.
      const passed = result.raters[0]?.checksPassed === 1;
      expect(result.ratersExcluded).toBe(passed ? 0 : 1);
      expect(result.votesExcluded).toBe(passed ? 0 : 4);
      expect(result.preferenceForB).toEqual(passed ? { count: 2, total: 4 } : null);
    });

    it('should count one of two votes that come at once, and the first of two that differ', async () => {
      const { id, link } = await openStudy();
      const rater = new Rater(server.origin, link);
      await rater.send('/raters');
      const position = (await rater.position()) ?? '';

      await Promise.all([
        rater.send('/votes', { position, side: 'left' }),
        rater.send('/votes', { position, side: 'left' }),
      ]);
      await rater.send('/votes', { position, side: 'right' });

      const { realismStudyResult: result } = await admin.ask<{
        realismStudyResult: { study: { votes: number }; left: { count: number; total: number } };
      }>('query ($id: ID!) { realismStudyResult(id: $id) { study { votes } left { count total } } }', { id });
      expect(result).toEqual({ study: { votes: 1 }, left: { count: 1, total: 1 } });
    });

    it('should refuse votes without a rater, of another study’s rater, and for questions that are not there', async () => {
      const [first, second] = [await openStudy(), await openStudy()];
      const stranger = new Rater(server.origin, first.link);
      expect(await stranger.send('/votes', { position: '0', side: 'left' })).toBe(403);
      expect((await stranger.open('/pictures/0/left')).status).toBe(404);

      const rater = new Rater(server.origin, first.link);
      await rater.send('/raters');
      expect(await rater.send('/votes', { position: '99', side: 'left' })).toBe(400);
      expect(await rater.send('/votes', { position: '0', side: 'both' })).toBe(400);
      Object.assign(rater, { link: second.link });
      expect(await rater.send('/votes', { position: '0', side: 'left' })).toBe(403);
    });

    it('should answer 404 to a link that was changed, and 410 once the study is closed', async () => {
      const { id, link } = await openStudy();
      const rater = new Rater(server.origin, link);
      await rater.send('/raters');

      expect((await fetch(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404);
      expect((await fetch(link.slice(0, link.lastIndexOf('/') + 23))).status).toBe(404);
      await admin.ask('mutation ($id: ID!) { closeRealismStudy(id: $id) { __typename } }', { id });
      expect((await rater.open()).status).toBe(410);
      expect(await rater.send('/votes', { position: '0', side: 'left' })).toBe(410);
      expect(
        await admin.ask('mutation ($id: ID!) { closeRealismStudy(id: $id) { __typename } }', { id }),
      ).toEqual({
        closeRealismStudy: { __typename: 'NotReady' },
      });
    });

    it('should take no more raters than wanted', async () => {
      const { link } = await openStudy({ maxRaters: 1 });

      const joined = await Promise.all([1, 2, 3].map(() => new Rater(server.origin, link).send('/raters')));

      expect(joined.sort()).toEqual([303, 409, 409]);
    });

    it('should refuse shoppers’ photos, equal models and models that are not there', async () => {
      const shopper = await ApiClient.shopper(server.origin);
      const { createPersonPhotoUpload: upload } = await shopper.ask<{
        createPersonPhotoUpload: { personPhoto: { id: string } };
      }>(
        `mutation { createPersonPhotoUpload(input: { consentVersion: "1", consentScope: TRY_ON }) {
          ... on PersonPhotoUpload { personPhoto { id } } } }`,
      );

      expect(await createStudy({ samplePersonIds: [upload.personPhoto.id] })).toMatchObject({
        __typename: 'InvalidInput',
        field: 'samplePersonIds',
      });
      expect(await createStudy({ modelB: 'small-student' })).toMatchObject({ field: 'modelB' });
      expect(await createStudy({ modelB: 'nobody' })).toMatchObject({ __typename: 'ModelRefused' });
    });
  });

  describe('a catalog evaluation', () => {
    it('should report on the shop’s own garments, take marks, and refuse to calibrate with few', async () => {
      await admin.ask(
        'mutation { createGarment(input: { sku: "DRAFT", name: "No picture", category: DRESS }) { __typename } }',
      );
      const { startCatalogEvaluation: started } = await admin.ask<{ startCatalogEvaluation: Member }>(
        'mutation { startCatalogEvaluation(input: {}) { __typename ... on CatalogEvaluation { id } ... on ErrorResult { message } } }',
      );
      const id = started.id ?? '';
      interface Report {
        readonly evaluation: { state: string; failure: string | null; pairs: number; done: number };
        readonly garments: { count: number; total: number };
        readonly shown: { total: number } | null;
        readonly categories: { category: string; garments: { share: number } }[];
        readonly worst: { id: string; state: string; reasons: string[]; picture: { url: string } | null }[];
      }
      const report = await poll(async () => {
        const { catalogReport } = await admin.ask<{ catalogReport: Report }>(
          `query ($id: ID!) { catalogReport(id: $id) { evaluation { state failure pairs done } garments { count total }
            shown { total } categories { category garments { share } } worst { id state reasons picture { url } } } }`,
          { id },
        );
        expect(catalogReport.evaluation.failure).toBeNull();
        return catalogReport.evaluation.state === 'COMPLETED' ? catalogReport : undefined;
      });

      expect(report.evaluation).toMatchObject({ pairs: 4, done: 4 });
      expect(report.garments).toEqual({ count: 2, total: 3 });
      expect(report.shown?.total).toBe(4);
      expect(report.categories).toEqual([
        { category: 'UPPER_BODY', garments: { share: 1 } },
        { category: 'DRESS', garments: { share: 0 } },
      ]);
      expect(report.worst).toHaveLength(4);
      expect((await fetchBytes(report.worst[0]?.picture?.url ?? '')).length).toBeGreaterThan(1_000);

      const mark =
        'mutation ($id: ID!) { markEvaluatedPair(input: { id: $id, verdict: BAD }) { __typename } }';
      await admin.ask(mark, { id: report.worst[0]?.id });
      const { evaluatedPairs: marked } = await admin.ask<{
        evaluatedPairs: { items: { id: string; verdict: string }[] };
      }>(
        'query ($id: ID!) { evaluatedPairs(id: $id, options: { filter: { marked: true } }) { items { id verdict } } }',
        { id },
      );
      expect(marked.items).toEqual([{ id: report.worst[0]?.id, verdict: 'BAD' }]);
      expect(
        await admin.ask(
          `query ($id: ID!) { calibrateThreshold(input: { evaluationId: $id, wantedBadRate: 0.05 }) {
            __typename ... on TooFewMarks { given needed } } }`,
          { id },
        ),
      ).toEqual({ calibrateThreshold: { __typename: 'TooFewMarks', given: 1, needed: 60 } });
    });

    it('should forget a sample person who is deleted, with every picture', async () => {
      const leaving = await addSamplePerson(admin, 'Leaving', await sample('people/p03_g14.jpg'));
      const { startCatalogEvaluation: started } = await admin.ask<{ startCatalogEvaluation: Member }>(
        `mutation ($p: [ID!], $g: [ID!]) { startCatalogEvaluation(input: { samplePersonIds: $p, garmentIds: $g }) {
          __typename ... on CatalogEvaluation { id } } }`,
        { p: [leaving], g: garments },
      );
      const url = await poll(async () => {
        const { catalogReport } = await admin.ask<{
          catalogReport: { evaluation: { state: string }; worst: { picture: { url: string } }[] };
        }>('query ($id: ID!) { catalogReport(id: $id) { evaluation { state } worst { picture { url } } } }', {
          id: started.id,
        });
        return catalogReport.evaluation.state === 'COMPLETED'
          ? catalogReport.worst[0]?.picture.url
          : undefined;
      });
      expect((await fetch(url)).status).toBe(200);

      await admin.ask('mutation ($id: ID!) { deleteSamplePerson(id: $id) { __typename } }', { id: leaving });

      expect((await fetch(url)).status).toBe(404);
      expect(
        await admin.ask('query ($id: ID!) { evaluatedPairs(id: $id) { totalItems } }', { id: started.id }),
      ).toEqual({ evaluatedPairs: { totalItems: 0 } });
    });
  });

  describe('a benchmark run', () => {
    it('should go on after the server was killed, and give the figures of a run that was not', async () => {
      const input = { benchmark: 'synthetic', modelId: 'small-student', limit: BENCHMARK_ITEMS };
      const whole = await startEvaluation(input);
      const expected = await untilCompleted(whole.id ?? '');
      const cut = await startEvaluation(input);
      const { done, total } = await poll(async () => {
        const { progress } = await evaluation(cut.id ?? '');
        return progress.done > 0 ? progress : undefined;
      }, 300_000);
      expect(done).toBeLessThan(total);

      await server.kill();
      server = await start();
      admin = ApiClient.admin(server.origin);
      const resumed = await untilCompleted(cut.id ?? '');

      expect(resumed.result).toEqual(expected.result);
      expect(resumed.progress).toEqual({ done: BENCHMARK_ITEMS, total: BENCHMARK_ITEMS, share: 1 });
      const report = await fetch(resumed.reportUrl ?? '');
      expect(report.headers.get('content-security-policy')).toContain('sandbox');
      expect(await report.text()).toMatch(/^<!doctype html>/i);
      expect((await fetch(`${resumed.reportUrl}x`)).status).toBe(404);

      const { compareEvaluations: compared } = await admin.ask<{
        compareEvaluations: { items: number; figures: { difference: { mean: number }; winShare: number }[] };
      }>(
        `query ($a: ID!, $b: ID!) { compareEvaluations(a: $a, b: $b) { ... on EvaluationComparison {
          items figures { difference { mean } winShare } } } }`,
        { a: whole.id, b: cut.id },
      );
      expect(compared.items).toBe(BENCHMARK_ITEMS);
      expect(
        compared.figures.every(({ difference, winShare }) => difference.mean === 0 && winShare === 0.5),
      ).toBe(true);
    }, 600_000);

    it('should end a cancelled run', async () => {
      const { id } = await startEvaluation({ benchmark: 'synthetic', modelId: 'small-student' });

      const cancel = 'mutation ($id: ID!) { cancelEvaluation(id: $id) { __typename } }';
      expect(await admin.ask(cancel, { id })).toEqual({ cancelEvaluation: { __typename: 'Evaluation' } });

      expect(await admin.ask(cancel, { id })).toEqual({ cancelEvaluation: { __typename: 'NotReady' } });
      expect(await evaluation(id ?? '')).toMatchObject({ state: 'CANCELLED', result: null, reportUrl: null });
    });

    it.each(['../..', '/etc', 'elsewhere', ''])('should know no data set %j', async (dataSet) => {
      expect(
        await startEvaluation({ benchmark: 'viton-paired', modelId: 'small-student', dataSet }),
      ).toMatchObject({
        __typename: 'InvalidInput',
        field: 'dataSet',
      });
    });

    it('should say what is wrong with a data set without telling where it lies', async () => {
      const { id } = await startEvaluation({
        benchmark: 'viton-paired',
        modelId: 'small-student',
        dataSet: 'empty',
      });

      const failed = await poll(async () => {
        const found = await evaluation(id ?? '');
        return found.state === 'FAILED' ? found : undefined;
      });

      expect(failed.failure).toBeTruthy();
      expect(failed.failure).not.toContain(data.dataDir);
    });

    it('should be left to owners', async () => {
      const { createApiKey } = await admin.ask<{ createApiKey: { key: string } }>(
        'mutation { createApiKey(input: { kind: ADMIN, role: EDITOR, name: "editor" }) { key } }',
      );
      const editor = ApiClient.admin(server.origin, createApiKey.key);

      const started = await editor.send(
        'mutation { startEvaluation(input: { benchmark: "synthetic", modelId: "small-student" }) { __typename } }',
      );
      expect([started.status, started.errors?.[0]?.extensions?.code]).toEqual([403, 'FORBIDDEN']);
      expect((await editor.send('{ benchmarks { id } evaluations { totalItems } }')).errors).toBeUndefined();
    });
  });

  it('should show and change nothing of another channel', async () => {
    const { id: study, link } = await openStudy();
    const { createChannel } = await admin.ask<{ createChannel: { ownerKey: { key: string } } }>(
      'mutation { createChannel(input: { code: "other", name: "Other" }) { ... on CreatedChannel { ownerKey { key } } } }',
    );
    const other = ApiClient.admin(server.origin, createChannel.ownerKey.key);
    const { evaluations, catalogEvaluations } = await admin.ask<
      Record<'evaluations' | 'catalogEvaluations', { items: { id: string }[] }>
    >('{ evaluations { items { id } } catalogEvaluations { items { id } } }');
    const ids = { study, run: evaluations.items[0]?.id, catalog: catalogEvaluations.items[0]?.id };

    expect(
      await other.ask(
        `query ($study: ID!, $run: ID!, $catalog: ID!) {
          realismStudy(id: $study) { id } realismStudyResult(id: $study) { pValue }
          evaluation(id: $run) { id } compareEvaluations(a: $run, b: $run) { __typename }
          catalogEvaluation(id: $catalog) { id } catalogReport(id: $catalog) { failed }
          evaluatedPairs(id: $catalog) { totalItems }
          realismStudies { totalItems } evaluations { totalItems } catalogEvaluations { totalItems } }`,
        ids,
      ),
    ).toEqual({
      realismStudy: null,
      realismStudyResult: null,
      evaluation: null,
      compareEvaluations: { __typename: 'NotFound' },
      catalogEvaluation: null,
      catalogReport: null,
      evaluatedPairs: { totalItems: 0 },
      realismStudies: { totalItems: 0 },
      evaluations: { totalItems: 0 },
      catalogEvaluations: { totalItems: 0 },
    });
    expect(
      await other.ask(
        `mutation ($study: ID!, $run: ID!, $catalog: ID!) {
          closeRealismStudy(id: $study) { __typename } deleteRealismStudy(id: $study) { __typename }
          cancelEvaluation(id: $run) { __typename } deleteCatalogEvaluation(id: $catalog) { __typename } }`,
        ids,
      ),
    ).toEqual({
      closeRealismStudy: { __typename: 'NotFound' },
      deleteRealismStudy: { __typename: 'NotFound' },
      cancelEvaluation: { __typename: 'NotFound' },
      deleteCatalogEvaluation: { __typename: 'NotFound' },
    });
    expect((await fetch(link)).status).toBe(200);
  });
});
