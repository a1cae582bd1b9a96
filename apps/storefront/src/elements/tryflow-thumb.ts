import { readSettings } from '../core/element-settings.js';
import { hasPerson, PERSON_CHANGED } from '../core/shopper-memory.js';

/**
 * `<tryflow-thumb sku="…"><img …></tryflow-thumb>` on a category page: shows its content, the shop's own picture, until
 * the shopper has chosen on whom to see garments; then the article on that person. Nothing is loaded before.
 *
 * Attributes: `sku`, `server`, `shop-key`, `lang`. Part: `worn`. Fires `tryflow-worn` when the picture has changed.
 */
export class TryflowThumb extends HTMLElement {
  private readonly onPerson = (): void => this.refresh();

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      :host { display: block; position: relative; }
      :host([hidden]) { display: none; }
      tryflow-worn { position: absolute; inset: 0; border-radius: inherit; }
    `);
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.append(document.createElement('slot'));
  }

  connectedCallback(): void {
    window.addEventListener(PERSON_CHANGED, this.onPerson);
    this.refresh();
  }

  disconnectedCallback(): void {
    window.removeEventListener(PERSON_CHANGED, this.onPerson);
  }

  private refresh(): void {
    const { server, shopKey } = readSettings(this);
    const shown = this.shadowRoot!.querySelector('tryflow-worn');
    if (!hasPerson(server, shopKey)) shown?.remove();
    else void import('./wear-thumb.js').then(({ wearThumb }) => wearThumb(this)).catch(() => undefined);
  }
}
