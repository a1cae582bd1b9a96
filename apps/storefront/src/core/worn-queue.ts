import type { GarmentChoice, PersonChoice, Refusal, TryOnPicture } from '../engine/try-on-engine.js';
import type { StorefrontContext } from './storefront-context.js';

/** Thumbnails asked for at a time: the picture that the shopper waits for comes first. */
const AT_A_TIME = 2;

/** Longest side of a thumbnail's picture, in pixels. */
const THUMBNAIL_SIDE = 512;

/** Computes thumbnails of garments on a person, a few at a time, newest wish last. */
export class WornQueue {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly context: StorefrontContext) {}

  /**
   * @param signal ends the work, also while it waits
   * @returns undefined when it was ended
   */
  async picture(
    garment: GarmentChoice,
    person: PersonChoice,
    signal: AbortSignal,
  ): Promise<TryOnPicture | Refusal | undefined> {
    if (this.running >= AT_A_TIME) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running++;
    try {
      if (signal.aborted) return undefined;
      const engine = await this.context.engines.forPerson(person);
      if ((await engine.downloadBytes()) > 0) return undefined;
      return await engine.tryOn({ garment, person, maxSide: THUMBNAIL_SIDE }, { signal });
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }
}

const queues = new WeakMap<StorefrontContext, WornQueue>();

/** The queue that all thumbnails of a shop on this page share. */
export function wornQueueOf(context: StorefrontContext): WornQueue {
  const queue = queues.get(context) ?? new WornQueue(context);
  queues.set(context, queue);
  return queue;
}
