import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import type { FieldProblem } from '../../access/channel.service.js';
import type { RequestContext } from '../../access/request-context.js';
import type { Page } from '../../api/page.js';
import { GarmentService } from '../../catalog/garment.service.js';
import { JobQueue } from '../../jobs/job-queue.js';
import { ModelError } from '../../models/model-error.js';
import { PersonPhotoService } from '../../persons/person-photo.service.js';
import { ModelBench } from '../model-bench.js';
import { type StudyFigures, studyFigures } from './study-figures.js';
import { StudyFiles } from './study-files.js';
import { StudyLink } from './study-link.js';
import { type StudyCounts, StudyRepository } from './study.repository.js';
import type { Study } from './study.entity.js';

const MAX_PAIRS = 400;
const MAX_NAME_LENGTH = 200;
const DAY_MS = 86_400_000;

/** Whole numbers that a request may choose: their bounds and what they are by default. */
const CHOICES = {
  pairsPerRater: { min: 1, max: 100, byDefault: 20 },
  checksPerRater: { min: 1, max: 10, byDefault: 3 },
  maxRaters: { min: 1, max: 5_000, byDefault: 200 },
  days: { min: 1, max: 90, byDefault: 14 },
} as const;

export type StudyChoices = Partial<Record<keyof typeof CHOICES, number>>;

export interface StudyRequest extends StudyChoices {
  readonly name: string;
  readonly modelA: string;
  readonly modelB: string;
  readonly garmentIds: readonly string[];
  readonly samplePersonIds: readonly string[];
}

/** A study with how far it has come. */
export interface StudyState {
  readonly study: Study;
  readonly counts: StudyCounts;
  /** Present while raters can vote. */
  readonly raterUrl: string | null;
}

const NO_COUNTS: StudyCounts = { pairsReady: 0, pairsFailed: 0, raters: 0, votes: 0 };

/** What a shop's administrators do with realism studies. */
@Injectable()
export class StudyService {
  constructor(
    private readonly repository: StudyRepository,
    private readonly files: StudyFiles,
    private readonly link: StudyLink,
    private readonly garments: GarmentService,
    private readonly persons: PersonPhotoService,
    private readonly bench: ModelBench,
    private readonly jobs: JobQueue,
  ) {}

  /** Queues the pictures; ids that are unknown or not ready are a mistake and named. */
  async create(
    { channel }: RequestContext,
    request: StudyRequest,
  ): Promise<StudyState | FieldProblem | { refused: string }> {
    const problem = problemOf(request);
    if (problem) return problem;
    const { garmentIds, samplePersonIds, modelA, modelB } = request;
    for (const model of [modelA, modelB]) {
      const refused = await this.bench.check(model).then(
        () => undefined,
        (error: unknown) => refusalOf(error),
      );
      if (refused !== undefined) return { refused };
    }
    const [garments, people] = await Promise.all([
      this.garments.readyIds(channel.id, garmentIds),
      this.persons.readySampleIds(channel.id, samplePersonIds),
    ]);
    const missing =
      missingOf('garmentIds', garmentIds, garments) ?? missingOf('samplePersonIds', samplePersonIds, people);
    if (missing) return missing;
    const pairs = garments.flatMap((garmentId) =>
      people.map((personPhotoId) => ({ garmentId, personPhotoId })),
    );
    if (pairs.length > MAX_PAIRS) {
      return {
        field: 'garmentIds',
        message: `These are ${pairs.length} pairs; choose at most ${MAX_PAIRS}.`,
      };
    }
    const study = await this.repository.transaction(async (within) => {
      const { days, ...choices } = chosen(request);
      const values = {
        ...choices,
        channelId: channel.id,
        name: request.name.trim(),
        modelA,
        modelB,
        pairs: pairs.length,
        seed: randomInt(2 ** 31),
        expiresAt: new Date(Date.now() + days * DAY_MS),
      };
      const stored = await this.repository.insert(within, values, pairs);
      const job = { channelId: channel.id, kind: 'STUDY' as const, id: stored.id };
      await this.jobs.enqueue('evaluation.run', job, { within });
      return stored;
    });
    return { study, counts: NO_COUNTS, raterUrl: null };
  }

  async find({ channel }: RequestContext, id: string): Promise<StudyState | null> {
    const study = await this.repository.find(channel.id, id);
    const [state] = study ? await this.statesOf([study]) : [];
    return state ?? null;
  }

  async list({ channel }: RequestContext, page: Page): Promise<[StudyState[], number]> {
    const [studies, total] = await this.repository.list(channel.id, page);
    return [await this.statesOf(studies), total];
  }

  /** What the raters have said so far. */
  async figures(ctx: RequestContext, id: string): Promise<(StudyFigures & { state: StudyState }) | null> {
    const state = await this.find(ctx, id);
    return state && { state, ...studyFigures(await this.repository.votesOf(id)) };
  }

  /** Ends the voting. */
  async close(ctx: RequestContext, id: string): Promise<StudyState | 'NOT_FOUND' | 'ENDED'> {
    if (!(await this.repository.find(ctx.channel.id, id))) return 'NOT_FOUND';
    const change = { state: 'CLOSED' as const, closedAt: new Date() };
    const closed = await this.repository.advance(id, ['PREPARING', 'OPEN'], change);
    return closed ? ((await this.find(ctx, id)) ?? 'NOT_FOUND') : 'ENDED';
  }

  /** Rows first, then files; what a crash leaves is swept. */
  async delete({ channel }: RequestContext, id: string): Promise<boolean> {
    const pairs = await this.repository.delete(channel.id, id);
    if (pairs) await this.files.deleteFolders(pairs);
    return pairs !== undefined;
  }

  private async statesOf(studies: readonly Study[]): Promise<StudyState[]> {
    const counts = await this.repository.counts(studies.map(({ id }) => id));
    return studies.map((study) => ({
      study,
      counts: counts.get(study.id) ?? NO_COUNTS,
      raterUrl: study.state === 'OPEN' && study.expiresAt > new Date() ? this.link.urlOf(study.id) : null,
    }));
  }
}

function chosen(request: StudyChoices): Record<keyof typeof CHOICES, number> {
  const { pairsPerRater, checksPerRater, maxRaters, days } = CHOICES;
  return {
    pairsPerRater: request.pairsPerRater ?? pairsPerRater.byDefault,
    checksPerRater: request.checksPerRater ?? checksPerRater.byDefault,
    maxRaters: request.maxRaters ?? maxRaters.byDefault,
    days: request.days ?? days.byDefault,
  };
}

function problemOf(request: StudyRequest): FieldProblem | undefined {
  const name = request.name.trim();
  if (name === '' || name.length > MAX_NAME_LENGTH) {
    return { field: 'name', message: `Use 1 to ${MAX_NAME_LENGTH} characters.` };
  }
  if (request.modelA === request.modelB) {
    return { field: 'modelB', message: 'Choose another model than modelA; a model cannot beat itself.' };
  }
  if (request.garmentIds.length === 0)
    return { field: 'garmentIds', message: 'Choose at least one garment.' };
  if (request.samplePersonIds.length === 0) {
    return { field: 'samplePersonIds', message: 'Choose at least one sample person.' };
  }
  const values = chosen(request);
  for (const field of ['pairsPerRater', 'checksPerRater', 'maxRaters', 'days'] as const) {
    const { min, max } = CHOICES[field];
    if (values[field] < min || values[field] > max) return { field, message: `Use ${min} to ${max}.` };
  }
  return undefined;
}

function missingOf(
  field: string,
  wanted: readonly string[],
  ready: readonly string[],
): FieldProblem | undefined {
  const known = new Set(ready);
  const missing = wanted.flatMap((id, i) => (known.has(id) ? [] : [i + 1]));
  if (missing.length === 0) return undefined;
  return { field, message: `Unknown or not ready: number ${missing.slice(0, 10).join(', ')} of the list.` };
}

function refusalOf(error: unknown): string {
  if (error instanceof ModelError) return error.message;
  throw error;
}
