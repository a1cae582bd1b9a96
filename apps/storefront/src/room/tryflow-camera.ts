import { css, html, LitElement, nothing, svg } from 'lit';
import type { Strings } from '../i18n/strings.js';
import { lumaOf } from '../photo/read-photo.js';
import { CONTROLS } from './control-styles.js';

/** Mean luma, 0…255, below which the camera's picture is called dark while it can still be mended. */
const DIM = 55;
const CHECK_EVERY_MS = 700;
const TIMER_SECONDS = 5;
/** Width over height of the photo that is cut out of the camera's picture. */
const ASPECT = 3 / 4;
const QUALITY = 0.95;
/** Half of somebody who stands upright, on a field of 300 × 400: head, shoulder, arm and hand, then the side down to the hip. */
const LEFT_HALF =
  'M150 40C126 40 112 58 112 84c0 20 8 36 18 46 2 12-3 19-18 24-29 9-46 17-53 46-8 42-15 90-17 144 0 10 17 11 18 0' +
  'c4-44 11-80 22-110 7 36 6 100 2 160';

/**
 * Takes a photo with the camera: an outline to stand in, a hint while it is dark, a timer. Fires `tryflow-photo` with
 * the picture (`detail: { file: Blob }`) and `tryflow-camera-refused` (`detail: { reason }`).
 */
export class TryflowCamera extends LitElement {
  static override readonly properties = {
    strings: { attribute: false },
    dark: { state: true },
    playing: { state: true },
    countdown: { state: true },
    cameras: { state: true },
    refused: { state: true },
  };

  strings: Strings | undefined;
  private dark = false;
  private playing = false;
  private countdown = 0;
  private cameras = 1;
  private refused = false;
  private facing: 'user' | 'environment' = 'user';
  private stream: MediaStream | undefined;
  private timer: number | undefined;
  private checking: number | undefined;

  static override readonly styles = [
    CONTROLS,
    css`
      :host {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        gap: 12px;
        block-size: 100%;
      }
      .picture {
        position: relative;
        overflow: hidden;
        border-radius: var(--tryflow-radius, 10px);
        background: #111;
        justify-self: center;
        block-size: 100%;
        max-inline-size: 100%;
        aspect-ratio: 3 / 4;
      }
      video {
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }
      video.mirrored {
        scale: -1 1;
      }
      svg.outline {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        pointer-events: none;
        stroke: #fff;
        stroke-width: 2.5;
        stroke-dasharray: 7 6;
        stroke-linecap: round;
        filter: drop-shadow(0 0 2px rgb(0 0 0 / 0.8));
      }
      .hint {
        position: absolute;
        inset-inline: 10px;
        inset-block-end: 10px;
        padding: 8px 12px;
        border-radius: 8px;
        color: #fff;
        background: rgb(0 0 0 / 0.7);
        font-size: 0.875rem;
        text-align: center;
      }
      .count {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        color: #fff;
        font-size: 6rem;
        font-weight: 700;
        text-shadow: 0 2px 16px #000;
      }
      .controls {
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
        justify-content: center;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  override render() {
    const { strings } = this;
    if (!strings) return nothing;
    const hint = !this.playing ? 'camera.starting' : this.dark ? 'camera.dark' : undefined;
    return html`<div class="picture">
        <video class=${this.facing === 'user' ? 'mirrored' : ''} autoplay playsinline .muted=${true}></video>
        <svg class="outline" viewBox="0 0 300 400" fill="none" aria-hidden="true">
          ${[false, true].map(
            (mirrored) =>
              svg`<path d=${LEFT_HALF} transform=${mirrored ? 'translate(300) scale(-1 1)' : nothing} />`,
          )}
        </svg>
        ${
          this.countdown > 0
            ? html`<div class="count" role="timer">${this.countdown}</div>`
            : this.refused
              ? nothing
              : html`<p class="hint" role="status" ?hidden=${!hint}>
                  ${hint ? strings.text(hint) : nothing}
                </p>`
        }
      </div>
      <div class="controls">
        <button type="button" class="primary" part="primary" ?disabled=${!this.playing} @click=${this.shoot}>
          ${strings.text('camera.shoot')}
        </button>
        <button type="button" class="secondary" ?disabled=${!this.playing} @click=${this.startTimer}>
          ${strings.text('camera.timer')}
        </button>
        ${
          this.cameras > 1
            ? html`<button type="button" class="secondary" @click=${this.turn}>
                ${strings.text('camera.switch')}
              </button>`
            : nothing
        }
      </div>`;
  }

  private async start(): Promise<void> {
    const video = { facingMode: this.facing, width: { ideal: 1_920 }, height: { ideal: 1_440 } };
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
      if (!this.isConnected) {
        stream.getTracks().forEach((track) => track.stop());
        return;
      }
      this.stream = stream;
      const devices = await navigator.mediaDevices.enumerateDevices();
      this.cameras = devices.filter(({ kind }) => kind === 'videoinput').length;
      await this.updateComplete;
      const element = this.renderRoot.querySelector('video')!;
      element.srcObject = stream;
      await element.play();
      this.playing = true;
      this.checking = window.setInterval(() => (this.dark = lumaOf(element) < DIM), CHECK_EVERY_MS);
    } catch (error) {
      this.refused = true;
      const denied = error instanceof DOMException && error.name === 'NotAllowedError';
      this.fire('tryflow-camera-refused', { reason: denied ? 'denied' : 'missing' });
    }
  }

  private stop(): void {
    window.clearInterval(this.timer);
    window.clearInterval(this.checking);
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = undefined;
    this.playing = false;
  }

  private readonly turn = (): void => {
    this.stop();
    this.facing = this.facing === 'user' ? 'environment' : 'user';
    void this.start();
  };

  private readonly startTimer = (): void => {
    window.clearInterval(this.timer);
    this.countdown = TIMER_SECONDS;
    this.timer = window.setInterval(() => {
      this.countdown -= 1;
      if (this.countdown > 0) return;
      window.clearInterval(this.timer);
      this.shoot();
    }, 1_000);
  };

  /** Cuts the middle out of the camera's picture, as it stands in the outline but not mirrored. */
  private readonly shoot = (): void => {
    const video = this.renderRoot.querySelector('video')!;
    const { videoWidth, videoHeight } = video;
    const width = Math.min(videoWidth, Math.round(videoHeight * ASPECT));
    const height = Math.min(videoHeight, Math.round(videoWidth / ASPECT));
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const [left, top] = [(videoWidth - width) / 2, (videoHeight - height) / 2];
    canvas.getContext('2d')!.drawImage(video, left, top, width, height, 0, 0, width, height);
    canvas.toBlob((file) => file && this.fire('tryflow-photo', { file }), 'image/jpeg', QUALITY);
  };

  private fire(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define('tryflow-camera', TryflowCamera);
