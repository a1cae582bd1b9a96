import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from './support/api-client.js';
import { createTestData, type TestData, TestServer } from './support/server.js';
import { addGarment, sample, tryOn, uploadPhoto } from './support/shop.js';

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
