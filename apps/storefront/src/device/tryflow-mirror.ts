import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { GarmentChoice } from '../engine/try-on-engine.js';
import { CameraFrames } from './camera-frames.js';
import type { DeviceEngine } from './device-engine.js';
import type { MirrorPicture } from './device-messages.js';
import { LiveMirror } from './live-mirror.js';
import { languageAround, type MirrorKey, MirrorStrings } from './mirror-strings.js';

const TAG = 'tryflow-mirror';

/** Pictures in a row on which nobody is recognised before the shopper is told how to stand. */
const PATIENCE = 8;

let engine: DeviceEngine | undefined;

/**
 * Defines the element and gives it the engine whose studio computes.
 *
 * @returns the tag
 */
export function defineMirror(owner: DeviceEngine): string {
  engine = owner;
  if (!customElements.get(TAG)) customElements.define(TAG, TryflowMirror);
  return TAG;
}

/**
 * `<tryflow-mirror>`: the camera's pictures with a garment on them, and how many a second the device manages. Set the
 * property `garment` (GarmentChoice). Fires `tryflow-mirror-close` when the shopper closes it. The camera is on only while
 * the element is in the page. Parts: `picture`, `rate`, `message`, `close`.
 */
export class TryflowMirror extends LitElement {
  static override readonly properties = {
    garment: { attribute: false },
    message: { state: true },
    perSecond: { state: true },
  };

  static override readonly styles = css`
    :host {
      display: grid;
      gap: 12px;
      justify-items: center;
      font: inherit;
      color: inherit;
    }
    :host([hidden]) {
      display: none;
    }
    .stage {
      position: relative;
      inline-size: 100%;
      display: grid;
      place-items: center;
      min-block-size: 240px;
      border-radius: var(--tryflow-radius, 12px);
      overflow: hidden;
      background: color-mix(in srgb, currentColor 8%, transparent);
    }
    canvas {
      max-inline-size: 100%;
      max-block-size: 70vh;
      transform: scaleX(-1);
    }
    .rate {
      position: absolute;
      inset-block-start: 8px;
      inset-inline-end: 8px;
      padding: 4px 10px;
      border-radius: 999px;
      background: rgb(0 0 0 / 72%);
      color: #fff;
      font-size: 0.8125rem;
      font-variant-numeric: tabular-nums;
    }
    p {
      margin: 0;
      text-align: center;
    }
    button {
      font: inherit;
      min-block-size: 44px;
      padding: 8px 20px;
      border-radius: var(--tryflow-radius, 12px);
      border: 1px solid currentColor;
      background: transparent;
      color: inherit;
      cursor: pointer;
    }
    button:focus-visible {
      outline: 3px solid var(--tryflow-focus, #60a5fa);
      outline-offset: 2px;
    }
  `;

  declare garment: GarmentChoice | undefined;
  declare private message: MirrorKey | undefined;
  declare private perSecond: number | undefined;
  private strings = new MirrorStrings('en');
  private mirror: LiveMirror | undefined;
  private camera: CameraFrames | undefined;
  private unworn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.strings = new MirrorStrings(languageAround(this));
    this.message = 'starting';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  protected override firstUpdated(_changes: PropertyValues<this>): void {
    this.start().catch((error: unknown) => {
      this.stop();
      this.message = messageOf(error);
    });
  }

  protected override render(): unknown {
    const { strings, message, perSecond, garment } = this;
    const rate =
      perSecond === undefined ? undefined : strings.text('rate', { rate: strings.rate(perSecond) });
    return html`
      <div class="stage">
        <canvas
          part="picture"
          width="480"
          height="640"
          role="img"
          aria-label=${strings.text('title', { garment: garment?.name ?? '' })}
        ></canvas>
        ${rate ? html`<span class="rate" part="rate">${rate}</span>` : nothing}
      </div>
      <p part="message" role="status">${strings.text(message ?? 'private')}</p>
      <button type="button" part="close" @click=${() => this.close()}>${strings.text('close')}</button>
    `;
  }

  private async start(): Promise<void> {
    const owner = engine;
    if (!owner) throw new Error('defineMirror was not called.');
    const video = document.createElement('video');
    const [camera, unprepared] = await Promise.all([
      CameraFrames.open(video),
      owner.prepare({ signal: new AbortController().signal }),
    ]);
    if (!this.isConnected || unprepared) {
      camera.close();
      if (unprepared) this.message = 'broken';
      return;
    }
    this.camera = camera;
    const host = await owner.host();
    const compute = async (frame: ImageBitmap): Promise<MirrorPicture> => {
      const cutoutUrl = this.garment && (await owner.cutoutUrl(this.garment.id));
      if (cutoutUrl === undefined) return { bitmap: frame, worn: false };
      return host.ask({ kind: 'mirror', frame, cutoutUrl });
    };
    this.mirror = new LiveMirror(camera, compute, {
      show: (picture) => this.show(picture),
      rate: (perSecond) => (this.perSecond = perSecond),
    });
    await this.mirror.run();
  }

  private show({ bitmap, worn }: MirrorPicture): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas && (canvas.width !== bitmap.width || canvas.height !== bitmap.height)) {
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
    }
    canvas?.getContext('2d')?.drawImage(bitmap, 0, 0);
    bitmap.close();
    this.unworn = worn ? 0 : this.unworn + 1;
    this.message = this.unworn >= PATIENCE ? 'nobody' : undefined;
  }

  private stop(): void {
    this.mirror?.stop();
    this.camera?.close();
    this.mirror = undefined;
    this.camera = undefined;
    this.perSecond = undefined;
  }

  private close(): void {
    this.stop();
    this.dispatchEvent(new CustomEvent('tryflow-mirror-close', { bubbles: true, composed: true }));
  }
}

function messageOf(error: unknown): MirrorKey {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'broken';
}
