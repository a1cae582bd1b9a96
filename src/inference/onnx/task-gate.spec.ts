import { describe, expect, it } from 'vitest';
import { TaskGate } from './task-gate.js';

/** A task that ends when the test says so. */
function heldTask(): { task: () => Promise<string>; end: (answer: string) => void; started: () => boolean } {
  const { promise, resolve } = deferred<string>();
  let started = false;
  const task = (): Promise<string> => {
    started = true;
    return promise;
  };
  return { task, end: resolve, started: () => started };
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('TaskGate', () => {
  it('should run as many tasks at a time as it has places, the others in their order', async () => {
    const gate = new TaskGate(2);
    const tasks = [heldTask(), heldTask(), heldTask(), heldTask()];
    const answers = tasks.map(({ task }) => gate.pass(task));
    const started = (): boolean[] => tasks.map((one) => one.started());

    await settled();
    expect([started(), gate.waiting, gate.hasPlace]).toEqual([[true, true, false, false], 2, false]);

    tasks[1]!.end('second');
    await settled();
    expect([started(), gate.waiting]).toEqual([[true, true, true, false], 1]);

    for (const [index, one] of tasks.entries()) one.end(`${index}`);
    expect(await Promise.all(answers)).toEqual(['0', 'second', '2', '3']);
    expect([gate.waiting, gate.hasPlace]).toEqual([0, true]);
  });

  it('should free the place when a task throws', async () => {
    const gate = new TaskGate(1);
    const failed = gate.pass(() => Promise.reject(new Error('broken')));
    const next = gate.pass(() => Promise.resolve('next'));

    await expect(failed).rejects.toThrow('broken');
    expect(await next).toBe('next');
    expect(gate.hasPlace).toBe(true);
  });

  it('should not start a task when its signal has aborted already', async () => {
    const gate = new TaskGate(1);
    const one = heldTask();

    await expect(gate.pass(one.task, { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow(
      'gone',
    );
    expect([one.started(), gate.hasPlace]).toEqual([false, true]);
  });

  it('should take a waiting task out of the queue when its signal aborts, and no other', async () => {
    const gate = new TaskGate(1);
    const running = heldTask();
    const [aborted, patient] = [heldTask(), heldTask()];
    const controller = new AbortController();
    const first = gate.pass(running.task);
    const second = gate.pass(aborted.task, { signal: controller.signal });
    const third = gate.pass(patient.task);

    controller.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    expect(gate.waiting).toBe(1);

    running.end('first');
    patient.end('third');
    expect(await Promise.all([first, third])).toEqual(['first', 'third']);
    expect([aborted.started(), gate.hasPlace]).toEqual([false, true]);
  });

  it('should finish a task when its signal aborts while it runs', async () => {
    const gate = new TaskGate(1);
    const [running, waiting] = [heldTask(), heldTask()];
    const controller = new AbortController();
    const first = gate.pass(running.task);
    const second = gate.pass(waiting.task, { signal: controller.signal });

    running.end('first');
    await first;
    controller.abort(new Error('too late'));
    waiting.end('second');

    expect(await second).toBe('second');
    expect([gate.waiting, gate.hasPlace]).toEqual([0, true]);
  });

  it('should be idle only when nothing runs or waits', async () => {
    const gate = new TaskGate(1);
    await gate.idle();
    const tasks = [heldTask(), heldTask()];
    const answers = tasks.map(({ task }) => gate.pass(task));
    let idle = false;
    const becameIdle = gate.idle().then(() => (idle = true));

    tasks[0]!.end('first');
    await answers[0];
    await settled();
    expect(idle).toBe(false);

    tasks[1]!.end('second');
    await becameIdle;
    expect(await answers[1]).toBe('second');
  });
});
