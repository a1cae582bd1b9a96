/** Runs equal work once: callers that come while it runs get the same outcome. */
export class SingleFlight<T> {
  private readonly running = new Map<string, Promise<T>>();

  /** Whether work under this key runs at the moment. */
  has(key: string): boolean {
    return this.running.has(key);
  }

  /** Starts the work, or joins the one that runs under the same key. A failure reaches all and is not remembered. */
  run(key: string, work: () => Promise<T>): Promise<T> {
    const known = this.running.get(key);
    if (known) return known;
    const flight = work().finally(() => this.running.delete(key));
    this.running.set(key, flight);
    return flight;
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running.values());
  }
}
