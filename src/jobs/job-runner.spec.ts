import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JobContext } from './job-handler.decorator.js';
import type { JobName } from './job-names.js';
import type { RegisteredJob } from './job-registry.js';
import { JobRunner } from './job-runner.js';
import type { JobStore } from './job-store.js';
import type { FailureNote, TakenJob } from './taken-job.js';

type RunnerStore = ConstructorParameters<typeof JobRunner>[1];

/** A queue in memory that notes how jobs end. */
class MemoryStore implements RunnerStore {
  readonly waiting: TakenJob[] = [];
  readonly ended: [string, string, FailureNote?][] = [];
  readonly withdrawn = new Set<string>();

  add(...ids: string[]): void {
    for (const id of ids)
      this.waiting.push({ id, name: 'try-on.run', data: id, attempt: 1, lastAttempt: false });
  }
  due(): Promise<JobName[]> {
    return Promise.resolve(this.waiting.length > 0 ? ['try-on.run'] : []);
  }
  take(_name: JobName, count: number): Promise<TakenJob[]> {
    return Promise.resolve(this.waiting.splice(0, count));
  }
  complete({ id }: TakenJob): Promise<void> {
    this.ended.push([id, 'completed']);
    return Promise.resolve();
  }
  fail({ id }: TakenJob, note: FailureNote): Promise<void> {
    this.ended.push([id, 'failed', note]);
    return Promise.resolve();
  }
  giveBack({ id }: TakenJob): Promise<void> {
    this.ended.push([id, 'given back']);
    return Promise.resolve();
  }
  renew(ids: readonly string[]): ReturnType<JobStore['renew']> {
    return Promise.resolve(new Set(ids.filter((id) => !this.withdrawn.has(id))));
  }
  recover(): Promise<number> {
    return Promise.resolve(0);
  }
}

/** Handlers that wait until they are let go. */
class Gate {
  readonly started: string[] = [];
  private readonly open = new Map<string, () => void>();

  readonly handle = async (data: unknown): Promise<void> => {
    this.started.push(String(data));
    await new Promise<void>((resolve) => this.open.set(String(data), resolve));
  };
  letGo(id: string): void {
    this.open.get(id)?.();
  }
}

describe('JobRunner', () => {
  const store = { current: new MemoryStore() };
  const event = vi.fn();
  let runner: JobRunner | undefined;

  afterEach(async () => {
    await runner?.stop(0);
    event.mockClear();
    store.current = new MemoryStore();
  });

  function start(run: RegisteredJob['run'], options: Partial<RegisteredJob['options']> = {}): JobRunner {
    const job: RegisteredJob = {
      name: 'try-on.run',
      options: {
        concurrency: 2,
        retryLimit: 1,
        retryDelaySeconds: 0,
        retryBackoff: false,
        expireInSeconds: 60,
        ...options,
      },
      run,
    };
    const timings = { pollMs: 20, renewMs: 10, leaseMs: 1_000 };
    runner = new JobRunner(new Map([[job.name, job]]), store.current, timings, { event });
    runner.start();
    return runner;
  }

  it('should run no more jobs at once than the concurrency and go on when one ends', async () => {
    const gate = new Gate();
    store.current.add('a', 'b', 'c');
    start(gate.handle);
    await vi.waitFor(() => expect(gate.started).toEqual(['a', 'b']));

    gate.letGo('b');
    await vi.waitFor(() => expect(gate.started).toEqual(['a', 'b', 'c']));

    expect(store.current.ended).toEqual([['b', 'completed']]);
  });

  it('should look at once when woken and otherwise within the polling interval', async () => {
    const gate = new Gate();
    const woken = start(gate.handle);
    store.current.add('polled');
    await vi.waitFor(() => expect(gate.started).toEqual(['polled']));

    store.current.add('woken');
    woken.wake();
    await vi.waitFor(() => expect(gate.started).toEqual(['polled', 'woken']));
  });

  it('should keep and log the class and code of an error and never its message', async () => {
    store.current.add('a');
    start(() => Promise.reject(Object.assign(new TypeError('a secret'), { code: 'E_CODE' })));

    await vi.waitFor(() => expect(store.current.ended).toHaveLength(1));

    expect(store.current.ended).toEqual([['a', 'failed', { error: 'TypeError', code: 'E_CODE' }]]);
    expect(JSON.stringify(event.mock.calls)).not.toContain('secret');
  });

  it('should abort and fail a job that takes too long', async () => {
    let seen: AbortSignal | undefined;
    store.current.add('a');
    start(
      (_data: unknown, { signal }: JobContext) => {
        seen = signal;
        return new Promise(() => undefined);
      },
      { expireInSeconds: 0.02 },
    );

    await vi.waitFor(() => expect(store.current.ended).toEqual([['a', 'failed', { error: 'JobExpired' }]]));

    expect(seen?.aborted).toBe(true);
  });

  it('should abort a job that was cancelled and leave its state alone', async () => {
    let seen: AbortSignal | undefined;
    store.current.add('a');
    start((_data: unknown, { signal }: JobContext) => {
      seen = signal;
      return new Promise(() => undefined);
    });
    await vi.waitFor(() => expect(seen).toBeDefined());

    store.current.withdrawn.add('a');
    await vi.waitFor(() => expect(seen?.aborted).toBe(true));

    expect(store.current.ended).toEqual([]);
  });

  it('should finish what runs and take nothing new when stopped', async () => {
    const gate = new Gate();
    store.current.add('a');
    const stopping = start(gate.handle);
    await vi.waitFor(() => expect(gate.started).toEqual(['a']));

    const stopped = stopping.stop(60_000);
    store.current.add('b');
    gate.letGo('a');
    await stopped;

    expect(gate.started).toEqual(['a']);
    expect(store.current.ended).toEqual([['a', 'completed']]);
  });

  it('should put a job back that does not end in time, whether or not it listens to its signal', async () => {
    store.current.add('listens', 'deaf');
    const started: unknown[] = [];
    const stopping = start((data: unknown, { signal }: JobContext) => {
      started.push(data);
      return new Promise((_, reject) => {
        if (data === 'listens') signal.addEventListener('abort', () => reject(new Error('stopped')));
      });
    });
    await vi.waitFor(() => expect(started).toHaveLength(2));

    await stopping.stop(10);

    expect(store.current.ended.sort()).toEqual([
      ['deaf', 'given back'],
      ['listens', 'given back'],
    ]);
  });

  it('should go on when the database fails for a moment', async () => {
    const gate = new Gate();
    const due = vi.spyOn(store.current, 'due').mockRejectedValueOnce(new Error('gone'));
    store.current.add('a');
    start(gate.handle);

    await vi.waitFor(() => expect(gate.started).toEqual(['a']));

    expect(due.mock.calls.length).toBeGreaterThan(1);
  });
});
