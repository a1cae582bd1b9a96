import { css, html, LitElement, nothing, type PropertyValues } from 'lit';

const ZOOM_STEPS = [1, 1.5, 2, 3] as const;

/** Names of what can be operated, in the shopper's language. */
export interface CompareLabels {
  readonly before: string;
  readonly after: string;
  readonly compare: string;
  /** @param share of the picture that shows "after", 0…1 */
  compareValue(share: number): string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly viewport: string;
}

/**
 * Two pictures of equal shape over each other with a line between them that can be moved: by dragging, by a press
 * anywhere, and by the keyboard. Enlarged, the picture is scrolled instead. It reads from left to right in every
 * language, because left and right are parts of the picture.
 */
export class TryflowCompare extends LitElement {
  static override readonly properties = {
    beforeUrl: { attribute: false },
    afterUrl: { attribute: false },
    ratio: { type: Number },
    labels: { attribute: false },
    share: { state: true },
    zoom: { state: true },
  };

  /** URL of the photo. */
  beforeUrl = '';
  /** URL of the result. */
  afterUrl = '';
  /** Width over height. */
  ratio = 0.75;
  labels: CompareLabels | undefined;
  /** Share of the picture, from the right, that shows "after". */
  private share = 1;
  private zoom: (typeof ZOOM_STEPS)[number] = 1;

  static override readonly styles = css`
    :host {
      display: block;
      position: relative;
      container-type: size;
      direction: ltr;
    }
    .frame {
      position: absolute;
      inset: 0;
      margin: auto;
      inline-size: min(100cqw, 100cqh * var(--ratio));
      block-size: min(100cqh, 100cqw / var(--ratio));
      border-radius: inherit;
      overflow: hidden;
    }
    .viewport {
      inline-size: 100%;
      block-size: 100%;
      overflow: hidden;
    }
    .viewport.zoomed {
      overflow: auto;
      overscroll-behavior: contain;
    }
    .viewport:focus-visible {
      outline: 3px solid var(--tryflow-focus, #60a5fa);
      outline-offset: -3px;
    }
    .canvas {
      position: relative;
      inline-size: calc(100% * var(--zoom));
      block-size: calc(100% * var(--zoom));
      touch-action: pan-y;
      cursor: ew-resize;
      user-select: none;
    }
    .zoomed .canvas {
      touch-action: auto;
      cursor: grab;
    }
    img {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      object-fit: cover;
      pointer-events: none;
    }
    .after {
      clip-path: inset(0 0 0 var(--cut));
    }
    .line {
      position: absolute;
      inset-block: 0;
      left: var(--cut);
      inline-size: 2px;
      margin-left: -1px;
      background: #fff;
      box-shadow: 0 0 0 1px rgb(0 0 0 / 0.25);
      pointer-events: none;
    }
    .handle {
      position: absolute;
      inset-block-start: 50%;
      left: clamp(26px, var(--cut), 100% - 26px);
      pointer-events: none;
      inline-size: 40px;
      block-size: 40px;
      translate: -50% -50%;
      border-radius: 50%;
      background: #fff center / 22px no-repeat
        url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%23222' stroke-width='2' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='m8 7-5 5 5 5m8-10 5 5-5 5'/%3E%3C/svg%3E");
      box-shadow: 0 1px 6px rgb(0 0 0 / 0.35);
    }
    input {
      position: absolute;
      inset-block-end: 0;
      inset-inline: 0;
      margin: 0;
      block-size: 1px;
      opacity: 0;
      pointer-events: none;
    }
    .frame:has(input:focus-visible) .handle {
      outline: 3px solid var(--tryflow-focus, #60a5fa);
      outline-offset: 2px;
    }
    .tag {
      position: absolute;
      inset-block-start: 10px;
      padding: 3px 9px;
      border-radius: 99px;
      font-size: 0.75rem;
      font-weight: 600;
      color: #fff;
      background: rgb(20 20 20 / 0.72);
      pointer-events: none;
      max-inline-size: 45%;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .tag.is-before {
      left: 10px;
    }
    .tag.is-after {
      right: 10px;
    }
    .zoom {
      position: absolute;
      inset-block-end: 10px;
      right: 10px;
      display: flex;
      gap: 6px;
    }
    .zoom button {
      inline-size: 44px;
      block-size: 44px;
      border: 0;
      border-radius: 50%;
      font-size: 1.375rem;
      line-height: 1;
      color: #1a1a1a;
      background: rgb(255 255 255 / 0.92);
      box-shadow: 0 1px 4px rgb(0 0 0 / 0.3);
      cursor: pointer;
    }
    .zoom button:disabled {
      color: #767676;
      cursor: default;
    }
    .zoom button:focus-visible {
      outline: 3px solid var(--tryflow-focus, #60a5fa);
      outline-offset: 2px;
    }
    @media (forced-colors: active) {
      .zoom button {
        border: 1px solid ButtonText;
      }
    }
  `;

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('afterUrl')) {
      this.zoom = 1;
      this.share = 1;
    }
  }

  override updated(changed: PropertyValues): void {
    this.style.setProperty('--ratio', String(this.ratio));
    this.style.setProperty('--zoom', String(this.zoom));
    this.style.setProperty('--cut', `${(1 - this.share) * 100}%`);
    if (changed.has('afterUrl') && this.afterUrl !== '') this.reveal();
  }

  override render() {
    const { labels } = this;
    if (!labels) return nothing;
    const zoomed = this.zoom > 1;
    return html`<div class="frame">
      <div
        class="viewport ${zoomed ? 'zoomed' : ''}"
        role=${zoomed ? 'group' : nothing}
        aria-label=${zoomed ? labels.viewport : nothing}
        tabindex=${zoomed ? '0' : nothing}
      >
        <div
          class="canvas"
          @pointerdown=${this.drag}
          @pointermove=${this.drag}
          @dblclick=${() => this.setZoom(zoomed ? 1 : 2)}
        >
          <img src=${this.beforeUrl} alt=${labels.before} draggable="false" />
          <img class="after" src=${this.afterUrl} alt=${labels.after} draggable="false" />
          <div class="line"></div>
          <div class="handle"></div>
        </div>
      </div>
      ${this.share < 0.98 ? html`<span class="tag is-before" aria-hidden="true">${labels.before}</span>` : nothing}
      ${
        this.share > 0.02 && !zoomed
          ? html`<span class="tag is-after" aria-hidden="true">${labels.after}</span>`
          : nothing
      }
      <input
        type="range"
        min="0"
        max="100"
        step="5"
        aria-label=${labels.compare}
        aria-valuetext=${labels.compareValue(this.share)}
        .value=${String(Math.round((1 - this.share) * 100))}
        @input=${(event: Event) => this.setCut(Number((event.target as HTMLInputElement).value) / 100)}
      />
      <div class="zoom">
        <button type="button" aria-label=${labels.zoomOut} ?disabled=${!zoomed} @click=${() => this.step(-1)}>
          −
        </button>
        <button
          type="button"
          aria-label=${labels.zoomIn}
          ?disabled=${this.zoom === ZOOM_STEPS.at(-1)}
          @click=${() => this.step(1)}
        >
          +
        </button>
      </div>
    </div>`;
  }

  /** Moves the line once from the photo to the result, so that it is seen what the line does. */
  private reveal(): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const after = this.renderRoot.querySelector('.after');
    const line = this.renderRoot.querySelector('.line');
    const timing = { duration: 900, easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)' };
    after?.animate([{ clipPath: 'inset(0 0 0 100%)' }, { clipPath: 'inset(0 0 0 0%)' }], timing);
    line?.animate([{ left: '100%' }, { left: '0%' }], timing);
    this.renderRoot
      .querySelector('.handle')
      ?.animate([{ left: 'calc(100% - 26px)' }, { left: '26px' }], timing);
  }

  private readonly drag = (event: PointerEvent): void => {
    if (this.zoom > 1 || (event.type === 'pointermove' && event.buttons === 0)) return;
    const canvas = event.currentTarget as HTMLElement;
    if (event.type === 'pointerdown') canvas.setPointerCapture(event.pointerId);
    const { left, width } = canvas.getBoundingClientRect();
    this.setCut((event.clientX - left) / width);
  };

  /** @param cut where the line stands, 0 (left) … 1 (right) */
  private setCut(cut: number): void {
    this.share = 1 - Math.min(1, Math.max(0, cut));
  }

  private step(by: 1 | -1): void {
    const at = ZOOM_STEPS.indexOf(this.zoom) + by;
    this.setZoom(ZOOM_STEPS[Math.min(ZOOM_STEPS.length - 1, Math.max(0, at))] ?? 1);
  }

  private setZoom(zoom: (typeof ZOOM_STEPS)[number]): void {
    this.zoom = zoom;
    void this.updateComplete.then(() => {
      const viewport = this.renderRoot.querySelector('.viewport')!;
      viewport.scrollLeft = (viewport.scrollWidth - viewport.clientWidth) / 2;
      viewport.scrollTop = (viewport.scrollHeight - viewport.clientHeight) / 3;
    });
  }
}

customElements.define('tryflow-compare', TryflowCompare);
