import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showLife, whenEnded } from './worker-life.js';

/** Locks of one holder at a time, whose holder can be killed. */
class FakeLocks {
  private holder: string | undefined;
  private readonly waiting: (() => void)[] = [];

  async request(name: string, granted: () => Promise<void>): Promise<void> {
    if (this.holder !== undefined) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.holder = name;
    await granted();
  }

  killHolder(): void {
    this.holder = undefined;
    this.waiting.shift()?.();
  }
}

describe('a worker’s life', () => {
  let locks: FakeLocks;

  beforeEach(() => {
    locks = new FakeLocks();
    vi.stubGlobal('navigator', { locks });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('should be told to have ended when the worker is gone, and not before', async () => {
    const tell = vi.fn();
    await showLife('worker');
    whenEnded('worker', tell);
    await Promise.resolve();
    expect(tell).not.toHaveBeenCalled();

    locks.killHolder();

    await vi.waitFor(() => expect(tell).toHaveBeenCalledOnce());
  });

  it('should hold nothing up when the browser has no locks', async () => {
    vi.stubGlobal('navigator', {});
    const tell = vi.fn();

    await showLife('worker');
    whenEnded('worker', tell);
    await new Promise(setImmediate);

    expect(tell).not.toHaveBeenCalled();
  });
});
