import type { MirrorPicture } from './device-messages.js';

/** What a mirror shows. */
export interface MirrorView {
  /** Shows one picture; the view closes it. */
  show(picture: MirrorPicture): void;
  /** @param perSecond pictures shown in a second, over the last of them */
  rate(perSecond: number): void;
}

/** Where pictures come from. */
export interface FrameSource {
  /** The camera's picture at this moment; undefined while there is none. */
  grab(): Promise<ImageBitmap | undefined>;
  /** Resolves when the camera has a new picture. */
  next(): Promise<void>;
}

/** Pictures over which the rate is averaged. */
const RATE_WINDOW = 12;

/**
 * Shows the camera's pictures with the garment on them as fast as the device computes. Always the newest picture is taken:
 * one that came while the last was being computed is skipped, so that the mirror never lags behind.
 */
export class LiveMirror {
  private running = false;
  private readonly shownAt: number[] = [];

  constructor(
    private readonly source: FrameSource,
    private readonly compute: (frame: ImageBitmap) => Promise<MirrorPicture>,
    private readonly view: MirrorView,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Runs until {@link stop}.
   *
   * @throws whatever computing a picture throws
   */
  async run(): Promise<void> {
    this.running = true;
    while (this.running) {
      await this.source.next();
      const frame = this.isRunning() ? await this.source.grab() : undefined;
      if (!frame) continue;
      const picture = await this.compute(frame);
      if (!this.isRunning()) {
        picture.bitmap.close();
        return;
      }
      this.view.show(picture);
      this.countPicture();
    }
  }

  stop(): void {
    this.running = false;
  }

  /** A method, because the compiler takes a property's value for settled within a loop. */
  private isRunning(): boolean {
    return this.running;
  }

  private countPicture(): void {
    this.shownAt.push(this.now());
    if (this.shownAt.length > RATE_WINDOW) this.shownAt.shift();
    const [first] = this.shownAt;
    const last = this.shownAt.at(-1);
    if (first === undefined || last === undefined || last === first) return;
    this.view.rate(((this.shownAt.length - 1) * 1000) / (last - first));
  }
}
