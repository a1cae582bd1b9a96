import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from './support/api-client.js';
import { meanDifference } from './support/picture-difference.js';
import { createTestData, type TestData, TestServer } from './support/server.js';
import { addGarment, sample, tryOn, uploadPhoto } from './support/shop.js';
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

describe.skipIf(process.platform !== 'linux')(
  'WebGPU without a driver (Linux, where it can be hidden)',
  () => {
    let data: TestData;
    let server: TestServer;

    beforeAll(async () => {
      data = await createTestData();
      server = await TestServer.start(data, {
        SEED_SAMPLES: 'false',
        EXECUTION_PROVIDERS: 'webgpu,cpu',
        VK_ICD_FILENAMES: join(data.dataDir, 'no-such-driver.json'),
      });
    });
    afterAll(async () => {
      await server.stop();
      await data.remove();
    });

    it('should fall back to the CPU, log why and say so in the receipt', async () => {
      const garment = await addGarment(
        ApiClient.admin(server.origin),
        'g01',
        await sample('garments/g01.jpg'),
      );
      const shopper = await ApiClient.shopper(server.origin);
      const { id } = await uploadPhoto(shopper, await sample('people/p01_g04.jpg'));

      const { tryOn: done } = await tryOn(shopper, garment.id, id);

      expect(done?.receipt).toMatchObject({ executionProvider: 'cpu' });
      expect(server.output).toMatch(
        /"executionProvider":"webgpu","reason":"[^\n]+execution provider unavailable, trying the next/,
      );
      expect(server.output).toMatch(/"executionProvider":"cpu"[^\n]*"msg":"model ready"/);
    });
  },
);
