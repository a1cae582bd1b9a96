import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { StorefrontContext } from '../core/storefront-context.js';
import { wornQueueOf } from '../core/worn-queue.js';
import type { GarmentChoice, PersonChoice, TryOnPicture } from '../engine/try-on-engine.js';

/**
 * A garment's picture that turns into the garment on the person once it is scrolled into view. Where that fails, the
 * garment's picture stays. Fires `tryflow-worn` when it has turned.
 */
export class TryflowWorn extends LitElement {
  static override readonly properties = {
    context: { attribute: false },
    garment: { attribute: false },
    person: { attribute: false },
    alt: {},
    picture: { state: true },
  };

  context: StorefrontContext | undefined;
  garment: GarmentChoice | undefined;
  person: PersonChoice | undefined;
  alt = '';
  private picture: TryOnPicture | undefined;
  private running: AbortController | undefined;
  private observer: IntersectionObserver | undefined;

  static override readonly styles = css`
    :host {
      display: block;
      position: relative;
      overflow: hidden;
    }
    img {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      object-fit: cover;
    }
    .garment {
      object-fit: contain;
      background: #fff;
    }
    .worn {
      animation: appear 0.35s ease-out;
    }
    @keyframes appear {
      from {
        opacity: 0;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .worn {
        animation: none;
      }
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void this.fit();
    });
    this.observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer?.disconnect();
    this.drop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const garmentChanged = changed.has('garment') && changed.get('garment')?.id !== this.garment?.id;
    const personChanged = changed.has('person') && changed.get('person')?.id !== this.person?.id;
    if (!garmentChanged && !personChanged) return;
    this.drop();
    // Observing anew reports at once whether the element is in view.
    this.observer?.unobserve(this);
    this.observer?.observe(this);
  }

  override render() {
    if (this.picture) return html`<img class="worn" src=${this.picture.url} alt=${this.alt} />`;
    const url = this.garment?.pictureUrl;
    return url ? html`<img class="garment" src=${url} alt=${this.alt} loading="lazy" />` : nothing;
  }

  private async fit(): Promise<void> {
    const { context, garment, person } = this;
    if (!context || !garment || !person || this.picture || this.running) return;
    const running = (this.running = new AbortController());
    const picture = await wornQueueOf(context)
      .picture(garment, person, running.signal)
      .catch(() => undefined);
    if (running.signal.aborted) {
      if (picture?.kind === 'PICTURE') picture.release();
      return;
    }
    this.running = undefined;
    if (picture?.kind !== 'PICTURE') return;
    this.picture = picture;
    this.dispatchEvent(new CustomEvent('tryflow-worn', { bubbles: true, composed: true }));
  }

  private drop(): void {
    this.running?.abort();
    this.running = undefined;
    this.picture?.release();
    this.picture = undefined;
  }
}

customElements.define('tryflow-worn', TryflowWorn);
