import { Injectable } from '@nestjs/common';

/** A feature's rows that end by themselves, with the files that belong to them. */
export interface Expiring {
  /** What ends, for logs; for example `person photos`. */
  readonly name: string;
  /**
   * Deletes everything whose time is up at `now`. May be called while another process does the same, and again after a
   * crash in the middle.
   *
   * @returns how many were deleted
   */
  sweepExpired(now: Date): Promise<number>;
}

/** Features register here what the sweeper ends for them, on module init. */
@Injectable()
export class ExpiringRegistry {
  private readonly registered = new Map<string, Expiring>();

  register(expiring: Expiring): void {
    if (this.registered.has(expiring.name)) throw new Error(`Two sweeps of ${expiring.name}.`);
    this.registered.set(expiring.name, expiring);
  }

  all(): readonly Expiring[] {
    return [...this.registered.values()];
  }
}
