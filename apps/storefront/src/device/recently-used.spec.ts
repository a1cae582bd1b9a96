import { describe, expect, it } from 'vitest';
import { RecentlyUsed } from './recently-used.js';

/** Answers how often it was called. */
function counter(): () => Promise<number> {
  let calls = 0;
  return () => Promise.resolve(++calls);
}

describe('RecentlyUsed', () => {
  it('should make what it keeps once, and share it while it is made', async () => {
    const kept = new RecentlyUsed<number>(2);
    const make = counter();

    expect(await Promise.all([kept.get('a', make), kept.get('a', make)])).toEqual([1, 1]);
    expect(await kept.get('a', make)).toBe(1);
  });

  it('should drop the one that was not used for longest when it is full', async () => {
    const kept = new RecentlyUsed<number>(2);
    const make = counter();
    for (const key of ['a', 'b', 'a', 'c']) await kept.get(key, make);

    expect(await kept.get('a', make)).toBe(1);
    expect(await kept.get('b', make)).toBe(4);
  });

  it('should try again when it failed', async () => {
    const kept = new RecentlyUsed<number>(2);

    await expect(kept.get('a', () => Promise.reject(new Error('offline')))).rejects.toThrow('offline');

    expect(await kept.get('a', () => Promise.resolve(2))).toBe(2);
  });

  it('should keep what came in the place of something that fails later', async () => {
    const kept = new RecentlyUsed<number>(2);
    let fail!: (error: Error) => void;
    const failing = kept.get('a', () => new Promise((_, reject) => (fail = reject)));
    kept.forget('a');
    await kept.get('a', () => Promise.resolve(1));

    fail(new Error('too late'));

    await expect(failing).rejects.toThrow('too late');
    expect(await kept.get('a', () => Promise.resolve(2))).toBe(1);
  });

  it('should make anew what was forgotten, and nothing else', async () => {
    const kept = new RecentlyUsed<number>(3);
    const make = counter();
    for (const key of ['own 1 full', 'own 1 512', 'own 12 full']) await kept.get(key, make);

    kept.forget('own 1 ');

    expect(await kept.get('own 12 full', make)).toBe(3);
    expect(await kept.get('own 1 full', make)).toBe(4);
    expect(await kept.get('own 1 512', make)).toBe(5);
  });
});
