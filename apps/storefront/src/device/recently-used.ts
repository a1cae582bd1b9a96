/**
 * Outcomes of work, kept for the keys that were used last. Work that runs is shared; a failure is forgotten, so that the
 * next use tries again.
 */
export class RecentlyUsed<T> {
  /** The least lately used one first. */
  private readonly kept = new Map<string, Promise<T>>();

  /** @param capacity outcomes that are kept at most */
  constructor(private readonly capacity: number) {}

  /** What is kept under the key, or what `make` makes. */
  get(key: string, make: () => Promise<T>): Promise<T> {
    const outcome = this.kept.get(key) ?? this.forgetFailure(key, make());
    this.kept.delete(key);
    this.kept.set(key, outcome);
    const [oldest] = this.kept.keys();
    if (oldest !== undefined && this.kept.size > this.capacity) this.kept.delete(oldest);
    return outcome;
  }

  /** Drops what is kept under keys with this beginning. */
  forget(beginning: string): void {
    for (const key of this.kept.keys()) if (key.startsWith(beginning)) this.kept.delete(key);
  }

  private forgetFailure(key: string, outcome: Promise<T>): Promise<T> {
    outcome.catch(() => {
      if (this.kept.get(key) === outcome) this.kept.delete(key);
    });
    return outcome;
  }
}
