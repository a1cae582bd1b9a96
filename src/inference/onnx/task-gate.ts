/** How a task passes the gate. */
export interface PassOptions {
  /** Takes the task out of the queue; has no effect once it runs. */
  readonly signal?: AbortSignal;
}

interface Waiting {
  readonly start: () => void;
}

/** Lets a fixed number of tasks run at a time; the others wait their turn, first come, first served. */
export class TaskGate {
  private running = 0;
  private readonly queue: Waiting[] = [];
  private readonly onIdle: (() => void)[] = [];

  /** @param places tasks that may run at a time, at least 1 */
  constructor(private readonly places: number) {}

  /** Tasks that wait. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Whether a task would start at once. */
  get hasPlace(): boolean {
    return this.running < this.places;
  }

  /**
   * Runs the task as soon as there is a place.
   *
   * @throws what the task throws, or the signal's reason when it aborts before the task starts
   */
  async pass<T>(task: () => Promise<T>, { signal }: PassOptions = {}): Promise<T> {
    signal?.throwIfAborted();
    if (this.hasPlace) this.running++;
    else await this.turn(signal);
    try {
      return await task();
    } finally {
      this.leave();
    }
  }

  /** Resolves when nothing runs or waits. */
  async idle(): Promise<void> {
    if (this.running > 0) await new Promise<void>((resolve) => this.onIdle.push(resolve));
  }

  private turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.queue.splice(this.queue.indexOf(waiting), 1);
        reject(signal?.reason as Error);
      };
      const waiting = {
        start: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.queue.push(waiting);
    });
  }

  /** Hands the place to the next task, or frees it. */
  private leave(): void {
    const next = this.queue.shift();
    if (next) {
      next.start();
      return;
    }
    this.running--;
    if (this.running === 0) for (const resolve of this.onIdle.splice(0)) resolve();
  }
}
