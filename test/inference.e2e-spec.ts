import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PictureError } from '../src/images/picture-error.js';
import type { PreparedGarment } from '../src/images/prepare-garment.js';
import type { PreparedPerson } from '../src/images/prepare-person.js';
import { InferenceBusyError } from '../src/inference/inference-busy-error.js';
import type { TryOnOutput, TryOnTask } from '../src/inference/inference-provider.js';
import { OnnxInferenceProvider } from '../src/inference/onnx/onnx-inference-provider.js';
import type { ModelCard } from '../src/models/model-card.js';
import { ModelRegistry } from '../src/models/model-registry.js';
import { sample } from './support/shop.js';

const WORKER_ENTRY = new URL('../dist/inference/onnx/onnx.worker.js', import.meta.url);
const MODEL = fileURLToPath(new URL('../models/small-student', import.meta.url));
const LIMITS = { maxBytes: 32e6, maxPixels: 50e6, timeoutSeconds: 30 };
const PERSON_LIMITS = { ...LIMITS, maxSide: 256, minSide: 64, minBrightness: 0 };

describe('inference in worker threads', () => {
  let models: string;
  let provider: OnnxInferenceProvider;
  let person: PreparedPerson;
  let garments: PreparedGarment[];

  const start = (change: { workers?: number; threadsPerSession?: number; queueLimit?: number } = {}) =>
    OnnxInferenceProvider.start({
      registry: new ModelRegistry({ folder: models, production: false, allowResearchModels: true }),
      modelId: 'small-student',
      preference: ['cpu'],
      queueLimit: 100,
      logger: { event: () => undefined },
      workerEntry: WORKER_ENTRY,
      ...change,
    });
  const task = (garment = 0, change: Partial<TryOnTask> = {}): TryOnTask => ({
    personPhoto: person.photo,
    garmentCutout: garments[garment]!.cutout,
    garmentDigest: garments[garment]!.digest,
    options: { format: 'png', quality: 90 },
    ...change,
  });

  beforeAll(async () => {
    models = await mkdtemp(join(tmpdir(), 'tryflow-models-'));
    await cp(MODEL, join(models, 'small-student'), { recursive: true });
    await addSecondModel(models);
    provider = await start();
    person = await provider.preparePerson(await sample('people/p01_g04.jpg'), PERSON_LIMITS);
    garments = await Promise.all(
      ['g01', 'g08', 'g09'].map(async (name) =>
        provider.prepareGarment(await sample(`garments/${name}.jpg`), LIMITS),
      ),
    );
  });
  afterAll(async () => {
    await provider.close();
    await rm(models, { recursive: true, force: true });
  });

  it('should answer concurrent try-ons as it answers them one by one, each with its own picture', async () => {
    const alone: TryOnOutput[] = [];
    for (const index of garments.keys()) alone.push(await provider.tryOn(task(index)));

    const together = await Promise.all(Array.from({ length: 9 }, (_, i) => provider.tryOn(task(i % 3))));

    expect(new Set(alone.map(({ picture }) => sha256(picture))).size).toBe(3);
    for (const [i, { picture, timings }] of together.entries()) {
      expect(sha256(picture)).toBe(sha256(alone[i % 3]!.picture));
      expect(timings.totalMs).toBeGreaterThanOrEqual(timings.queueMs + timings.networkMs);
    }
    expect(provider.queueDepth()).toBe(0);
  });

  it('should use the features that it handed out when they come back', async () => {
    const { features } = await provider.encodeGarment(garments[0]!.cutout);
    const first = await provider.tryOn(task());
    const second = await provider.tryOn(
      task(0, { personFeatures: first.personFeatures, garmentFeatures: features }),
    );

    expect(first.personFeatures?.length).toBeGreaterThan(0);
    expect(second.personFeatures).toBeUndefined();
    expect(sha256(second.picture)).toBe(sha256(first.picture));
  });

  it('should refuse pictures with a typed error while try-ons run', async () => {
    const running = [provider.tryOn(task()), provider.tryOn(task(1))];
    const text = Buffer.from('a text, no picture');
    const refusals = await Promise.all(
      [
        provider.preparePerson(text, PERSON_LIMITS),
        provider.prepareGarment(new Uint8Array(), LIMITS),
        provider.preparePerson(person.photo, { ...PERSON_LIMITS, maxPixels: 100 }),
        provider.tryOn(task(0, { personPhoto: person.photo.subarray(0, person.photo.length >> 1) })),
      ].map((refused) => refused.then(() => undefined).catch((error: unknown) => error)),
    );

    expect(refusals.every((error) => error instanceof PictureError)).toBe(true);
    expect(refusals.map((error) => (error as PictureError).code)).toEqual([
      'UNSUPPORTED_TYPE',
      'EMPTY',
      'TOO_MANY_PIXELS',
      'BROKEN',
    ]);
    expect((refusals[0] as PictureError).message).not.toContain('a text');
    expect(await Promise.all(running)).toHaveLength(2);
  });

  it('should take back a try-on whose signal aborts before a worker has it, and no other', async () => {
    const controller = new AbortController();
    const others = Array.from({ length: provider.capacity.workers + 1 }, () => provider.tryOn(task()));
    const aborted = provider.tryOn(task(1), controller.signal);
    expect(provider.queueDepth()).toBe(2);

    controller.abort(new Error('the shopper left'));

    await expect(aborted).rejects.toThrow('the shopper left');
    expect(provider.queueDepth()).toBe(1);
    expect(await Promise.all(others)).toHaveLength(provider.capacity.workers + 1);
    await expect(provider.tryOn(task(), AbortSignal.abort(new Error('gone already')))).rejects.toThrow(
      'gone already',
    );
  });

  it('should drain when nothing runs or waits any more', async () => {
    let ended = 0;
    const count = (): number => ended++;
    const running = Array.from({ length: 5 }, (_, i) => provider.tryOn(task(i % 3)).then(count));

    await provider.drain();

    expect(ended).toBe(5);
    await Promise.all(running);
  });

  it('should drop no request when the model is switched, and keep the old one when the new one is bad', async () => {
    const old = provider.activeModel().digest;
    const reference = sha256((await provider.tryOn(task())).picture);
    const requests = Array.from({ length: 6 }, () => provider.tryOn(task()));
    let switched = false;
    const activation = provider.activate('second-student').then(() => (switched = true));
    while (!switched) {
      requests.push(provider.tryOn(task()));
      await requests.at(-1);
    }
    await activation;
    const afterwards = await provider.tryOn(task());

    const outputs = await Promise.all(requests);
    expect(outputs.every(({ picture }) => sha256(picture) === reference)).toBe(true);
    expect(outputs[0]?.modelDigest).toBe(old);
    expect(provider.activeModel().id).toBe('second-student');
    expect(afterwards.modelDigest).toBe(provider.activeModel().digest);
    expect(afterwards.modelDigest).not.toBe(old);

    const stale = await provider.tryOn(task(0, { personFeatures: outputs[0]?.personFeatures }));
    expect(stale.personFeatures?.length).toBeGreaterThan(0);
    await expect(provider.activate('no-such-model')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(provider.activeModel().id).toBe('second-student');
    expect((await provider.tryOn(task())).modelDigest).toBe(afterwards.modelDigest);
  });

  it('should refuse at once when the bounded queue is full, and finish what it took when it is closed', async () => {
    const small = await start({ workers: 1, threadsPerSession: 1, queueLimit: 2 });
    const taken = Array.from({ length: 3 }, (_, i) => small.tryOn(task(i)));
    const refused: unknown = await small.tryOn(task()).catch((error: unknown) => error);

    expect(small.capacity).toEqual({ workers: 1, queueLimit: 2 });
    expect(refused).toBeInstanceOf(InferenceBusyError);
    expect((refused as InferenceBusyError).queueDepth).toBe(2);
    expect((refused as InferenceBusyError).retryAfterMs).toBeGreaterThan(0);

    await small.close();
    expect((await Promise.all(taken)).every(({ picture }) => picture.length > 1_000)).toBe(true);
    await expect(small.tryOn(task())).rejects.toThrow('The worker threads have ended.');
  });

  it.each([
    { workers: availableParallelism() + 1, threadsPerSession: 1 },
    { workers: 1, threadsPerSession: availableParallelism() + 1 },
  ])('should refuse to start when workers × threads exceed the cores: %o', async (sizes) => {
    await expect(start(sizes)).rejects.toThrow(RangeError);
  });

  it('should not start without its model', async () => {
    await rm(join(models, 'second-student', 'model.onnx'));

    await expect(provider.activate('second-student')).rejects.toMatchObject({ name: 'ModelError' });
  });
});

/** The same network with one more file, hence another model by its digest. */
async function addSecondModel(models: string): Promise<void> {
  const folder = join(models, 'second-student');
  await cp(MODEL, folder, { recursive: true });
  const card = JSON.parse(await readFile(join(folder, 'card.json'), 'utf8')) as ModelCard;
  await writeFile(join(folder, 'notes.txt'), 'second');
  const files = [...card.files, { path: 'notes.txt', sha256: sha256(Buffer.from('second')) }];
  await writeFile(join(folder, 'card.json'), JSON.stringify({ ...card, id: 'second-student', files }));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
