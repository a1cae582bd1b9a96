import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meanDifference } from '../support/picture-difference.js';
import { runWithWebgpu, WEBGPU_DRIVER } from './support/webgpu-driver.js';

/** The software driver computes one try-on in seconds, and in tens of them while it compiles its programs. */
const SLOW_MS = 280_000;

/** Does one try-on with the execution provider of its first argument. */
const PROCESS = `
  import { readFile, writeFile } from 'node:fs/promises';
  import { OnnxInferenceProvider } from './dist/inference/onnx/onnx-inference-provider.js';
  import { ModelRegistry } from './dist/models/model-registry.js';
  const [preference, out] = process.argv.slice(1);
  const limits = { maxBytes: 32e6, maxPixels: 50e6, timeoutSeconds: 30, maxSide: 512, minSide: 64, minBrightness: 0 };
  const events = [];
  const provider = await OnnxInferenceProvider.start({
    registry: new ModelRegistry({ folder: 'models', production: false, allowResearchModels: true }),
    modelId: 'small-student',
    preference: [preference],
    workers: 1,
    queueLimit: 1,
    logger: { event: (level, message, fields) => events.push({ level, message, ...fields }) },
  });
  const person = await provider.preparePerson(await readFile('samples/people/p01_g04.jpg'), limits);
  const garment = await provider.prepareGarment(await readFile('samples/garments/g01.jpg'), limits);
  const { picture, executionProvider, confidence } = await provider.tryOn({
    personPhoto: person.photo,
    garmentCutout: garment.cutout,
    garmentDigest: garment.digest,
    options: { format: 'png', quality: 90 },
  });
  await writeFile(out, picture);
  await provider.close();
  console.log(JSON.stringify({ executionProvider, confidence, events }));
`;

interface Report {
  readonly executionProvider: string;
  readonly confidence: { readonly score: number };
  readonly events: readonly object[];
}

async function tryOnWith(preference: string, out: string): Promise<Report> {
  return JSON.parse(await runWithWebgpu(PROCESS, preference, out)) as Report;
}

describe.skipIf(!WEBGPU_DRIVER.isInstalled)(`WebGPU (${WEBGPU_DRIVER.needs})`, () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-webgpu-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it(
    'should answer the picture that the CPU answers, and say that WebGPU made it',
    async () => {
      const [webgpuPicture, cpuPicture] = [join(folder, 'webgpu.png'), join(folder, 'cpu.png')];
      const cpu = await tryOnWith('cpu', cpuPicture);
      const webgpu = await tryOnWith('webgpu', webgpuPicture);

      expect([cpu.executionProvider, webgpu.executionProvider]).toEqual(['cpu', 'webgpu']);
      expect(webgpu.events).toMatchObject([{ message: 'model ready', executionProvider: 'webgpu' }]);
      expect(webgpu.confidence.score).toBeCloseTo(cpu.confidence.score, 2);
      expect(await meanDifference(await readFile(webgpuPicture), await readFile(cpuPicture))).toBeLessThan(2);
    },
    SLOW_MS,
  );
});
