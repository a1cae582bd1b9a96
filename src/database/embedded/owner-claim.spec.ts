import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Endpoint } from './endpoint.js';
import { OwnerClaims } from './owner-claim.js';

const endpoint = (port: number): Endpoint => ({ kind: 'unix', folder: '/nowhere', port });

describe('OwnerClaims', () => {
  let folder: string;
  let claims: OwnerClaims;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-claims-'));
    claims = new OwnerClaims(folder);
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('should have no claim in a new folder and the newest afterwards', async () => {
    const before = await claims.current();
    const first = await claims.next(before, endpoint(1));
    const second = await claims.next(first, endpoint(2));

    expect(before).toBeUndefined();
    expect(await claims.current()).toEqual(second);
    expect(await readdir(folder)).toEqual(['owner-2.json']);
  });

  it('should let one succeed when many claim at once', async () => {
    const rounds = 20;
    for (let round = 0; round < rounds; round++) {
      const current = await claims.current();

      const results = await Promise.all(
        Array.from({ length: 8 }, (_, i) => new OwnerClaims(folder).next(current, endpoint(i))),
      );

      expect(results.filter(Boolean)).toHaveLength(1);
      expect(await claims.current()).toEqual(results.find(Boolean));
    }
  });

  it('should refuse a process that saw an old claim, even after newer ones tidied up', async () => {
    const seen = await claims.next(undefined, endpoint(1));
    const second = await claims.next(seen, endpoint(2));
    const third = await claims.next(second, endpoint(3));

    const late = await claims.next(seen, endpoint(4));

    expect(late).toBeUndefined();
    expect(await claims.current()).toEqual(third);
  });

  it('should have no endpoint when released or unreadable, and go on counting', async () => {
    const first = await claims.next(undefined, endpoint(1));
    if (first) await claims.release(first);
    const released = await claims.current();
    await claims.next(released, endpoint(2));
    await writeFile(join(folder, 'owner-2.json'), '\0\0');

    expect(released).toEqual({ generation: 1 });
    expect(await claims.current()).toEqual({ generation: 2 });
  });
});
