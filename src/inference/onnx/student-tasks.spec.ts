import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PictureError } from '../../images/picture-error.js';
import { type PreparedGarment, prepareGarment } from '../../images/prepare-garment.js';
import { type PreparedPerson, preparePerson } from '../../images/prepare-person.js';
import { ModelRegistry } from '../../models/model-registry.js';
import type { TryOnTask } from '../inference-provider.js';
import { StudentSession } from './student-session.js';
import { StudentTasks } from './student-tasks.js';

const LIMITS = { maxBytes: 32e6, maxPixels: 50e6, timeoutSeconds: 30 };
const root = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

describe('StudentTasks', () => {
  let session: StudentSession;
  let person: PreparedPerson;
  let garment: PreparedGarment;

  beforeAll(async () => {
    const folder = root('models');
    const registry = new ModelRegistry({ folder, production: false, allowResearchModels: true });
    session = await StudentSession.open(await registry.load('small-student'), 'cpu', 1);
    person = await preparePerson(await readFile(root('samples/people/p01_g04.jpg')), {
      ...LIMITS,
      maxSide: 256,
      minSide: 64,
      minBrightness: 0,
    });
    garment = await prepareGarment(await readFile(root('samples/garments/g08.jpg')), LIMITS);
  });
  afterAll(async () => {
    await session.close();
  });

  const task = (change: Partial<TryOnTask> = {}): TryOnTask => ({
    personPhoto: person.photo,
    garmentCutout: garment.cutout,
    garmentDigest: garment.digest,
    options: { format: 'png', quality: 90 },
    ...change,
  });

  /** Features of the right size and the wrong values, as another model would make them. */
  const foreign = (features: Uint8Array): Uint8Array => {
    const bytes = new Uint8Array(features.length);
    bytes.fill(0xab, 0, 32);
    return bytes;
  };

  it('should answer a picture of the photo’s size, what it measured and who made it', async () => {
    const output = await new StudentTasks(session).tryOn(task());
    const metadata = await sharp(output.picture).metadata();

    expect([metadata.format, metadata.width, metadata.height]).toEqual(['png', person.width, person.height]);
    expect(metadata.xmpAsString).toContain('compositeWithTrainedAlgorithmicMedia');
    expect(output).toMatchObject({
      width: person.width,
      height: person.height,
      executionProvider: 'cpu',
      modelDigest: session.model.digest,
    });
    expect(output.confidence.score).toBeGreaterThan(0.5);
    expect(Object.values(output.timings).every((ms) => ms > 0)).toBe(true);
  });

  it('should shrink the result when a smaller one is asked for', async () => {
    const options = { format: 'jpeg', quality: 80, maxSide: 128 } as const;
    const output = await new StudentTasks(session).tryOn(task({ options }));

    expect([output.format, output.width, output.height]).toEqual(['jpeg', 96, 128]);
  });

  it('should answer the person’s features when it made them, and use them the next time', async () => {
    const tasks = new StudentTasks(session);
    const first = await tasks.tryOn(task());
    const { features, modelDigest } = await tasks.encodeGarment(garment.cutout);

    const second = await tasks.tryOn(
      task({ personFeatures: first.personFeatures, garmentFeatures: features }),
    );

    expect(modelDigest).toBe(session.model.digest);
    expect(first.personFeatures?.byteLength).toBeGreaterThan(32);
    expect(second.personFeatures).toBeUndefined();
    expect(second.picture).toEqual(first.picture);
  });

  it('should look at the features, so that wrong ones of this model show', async () => {
    const tasks = new StudentTasks(session);
    const first = await tasks.tryOn(task());
    const zeroed = first.personFeatures!.slice().fill(0, 32);

    expect((await tasks.tryOn(task({ personFeatures: zeroed }))).picture).not.toEqual(first.picture);
  });

  it('should ignore features of another model and make them anew', async () => {
    const tasks = new StudentTasks(session);
    const first = await tasks.tryOn(task());
    const { features } = await tasks.encodeGarment(garment.cutout);

    const second = await tasks.tryOn(
      task({ personFeatures: foreign(first.personFeatures!), garmentFeatures: foreign(features) }),
    );

    expect(second.picture).toEqual(first.picture);
    expect(second.personFeatures).toEqual(first.personFeatures);
  });

  it('should make no features when the model cannot be cut', async () => {
    const { features: _none, ...card } = session.model.card;
    const uncut = await StudentSession.open({ ...session.model, card }, 'cpu', 1);
    const tasks = new StudentTasks(uncut);

    expect((await tasks.encodeGarment(garment.cutout)).features).toHaveLength(0);
    expect((await tasks.tryOn(task())).personFeatures).toBeUndefined();
    await uncut.close();
  });

  it('should answer the flow and the garment’s share in the sizes of the card, and the photo’s window', async () => {
    const { card, digest } = session.model;

    const { picture, window, flow, share, confidence, modelDigest } = await new StudentTasks(
      session,
    ).appearanceFlow(task());

    expect(picture).toEqual({ width: person.width, height: person.height });
    expect(window).toEqual({ left: 0, top: 0, ...picture });
    expect([flow.width, flow.height, flow.data.length]).toEqual([48, 64, 2 * 48 * 64]);
    expect([share.width, share.height]).toEqual([card.frame.width, card.frame.height]);
    const mostlyGarment = share.data.filter((value) => value > 127).length / share.data.length;
    expect(mostlyGarment).toBeGreaterThan(0.2);
    expect(mostlyGarment).toBeLessThan(0.4);
    expect(confidence.score).toBeGreaterThan(0.5);
    expect(modelDigest).toBe(digest);
  });

  it('should decode a garment once when its digest is known', async () => {
    const tasks = new StudentTasks(session);
    const first = await tasks.tryOn(task());

    expect((await tasks.tryOn(task({ garmentCutout: Buffer.from('not read') }))).picture).toEqual(
      first.picture,
    );
  });

  it.each([
    ['the photo is empty', { personPhoto: new Uint8Array() }, 'EMPTY'],
    ['the photo is no picture', { personPhoto: Buffer.from('a text, no picture') }, 'UNSUPPORTED_TYPE'],
    ['the cutout is no picture', { garmentCutout: Buffer.from('a text, no picture') }, 'UNSUPPORTED_TYPE'],
  ])('should throw a picture error when %s', async (_case, change, code) => {
    const refused = new StudentTasks(session).tryOn(task(change));

    await expect(refused).rejects.toBeInstanceOf(PictureError);
    await expect(refused).rejects.toMatchObject({ code });
  });

  it('should throw a picture error when the photo is cut off', async () => {
    const personPhoto = person.photo.subarray(0, person.photo.length >> 1);

    await expect(new StudentTasks(session).tryOn(task({ personPhoto }))).rejects.toMatchObject({
      name: 'PictureError',
      code: 'BROKEN',
    });
  });
});
