import { readSettings } from '../core/element-settings.js';
import { hasPerson } from '../core/shopper-memory.js';
import labels from '../i18n/button.json';
import { languageFor } from '../i18n/language.js';
import type { TryflowRoom } from '../room/tryflow-room.js';

const STYLE = `
  :host { display: inline-block; vertical-align: middle; min-block-size: 48px; }
  :host([hidden]) { display: none; }
  button {
    box-sizing: border-box; inline-size: 100%; min-block-size: 48px; padding: 12px 24px; margin: 0;
    display: inline-flex; align-items: center; justify-content: center; gap: 10px; cursor: pointer;
    font: 600 1rem/1.25 var(--tryflow-font, inherit); letter-spacing: 0.01em;
    color: var(--tryflow-button-text, var(--tryflow-accent-text, #fff));
    background: var(--tryflow-button-background, var(--tryflow-accent, #1d4ed8));
    border: 1px solid transparent; border-radius: var(--tryflow-radius, 10px);
  }
  button:hover { filter: brightness(1.12); }
  button:focus-visible { outline: 3px solid var(--tryflow-focus, #60a5fa); outline-offset: 2px; }
  button[aria-busy='true'] { cursor: progress; opacity: 0.75; }
  svg { inline-size: 1.25em; block-size: 1.25em; flex: none; }
  @media (forced-colors: active) { button { border-color: ButtonText; } }
`;

const ICON = `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"
  stroke-linejoin="round" aria-hidden="true"><path d="M9 3.5 4 6 2.5 10.5 6 12v8.5h12V12l3.5-1.5L20 6l-5-2.5a3 3 0 0 1-6 0Z"/></svg>`;

let style: CSSStyleSheet | undefined;

/**
 * `<tryflow-button sku="…">`: opens the fitting room for one article. It is all that a page loads before the shopper
 * asks; the room comes when the button is pressed, and a little earlier when it is pointed at.
 *
 * Attributes: `sku` (the merchant's article number), `server`, `shop-key`, `lang`, `privacy-url`. The element's content
 * replaces the label. Parts: `button`, and those of the room. Events: see `docs/storefront.md`.
 */
export class TryflowButton extends HTMLElement {
  private readonly button: HTMLButtonElement;
  private room: TryflowRoom | undefined;
  private loading: Promise<unknown> | undefined;

  constructor() {
    super();
    style ??= sheet(STYLE);
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    root.adoptedStyleSheets = [style];
    root.innerHTML = `<button type="button" part="button" aria-haspopup="dialog">${ICON}<slot></slot></button>`;
    this.button = root.querySelector('button')!;
    this.button.addEventListener('click', () => void this.open());
    this.button.addEventListener('pointerenter', () => void this.load().catch(() => undefined), {
      once: true,
    });
  }

  connectedCallback(): void {
    this.button.querySelector('slot')!.textContent = labels[languageFor(readSettings(this).language)];
  }

  /** Opens the room as a press on the button does. */
  async open(): Promise<void> {
    this.button.ariaBusy = 'true';
    try {
      await this.load();
      this.room ??= this.addRoom();
      const { server, shopKey, language } = readSettings(this);
      for (const [name, value] of Object.entries({ server, 'shop-key': shopKey, lang: language })) {
        if (value !== undefined) this.room.setAttribute(name, value);
      }
      for (const name of ['sku', 'privacy-url']) {
        const value = this.getAttribute(name);
        if (value === null) this.room.removeAttribute(name);
        else this.room.setAttribute(name, value);
      }
      this.room.show();
    } catch (error) {
      const detail = { reason: 'OFFLINE', error };
      this.dispatchEvent(new CustomEvent('tryflow-error', { detail, bubbles: true, composed: true }));
    } finally {
      this.button.ariaBusy = null;
    }
  }

  /** Whether the shopper has already chosen on whom to see garments in this tab. */
  get hasPerson(): boolean {
    const { server, shopKey } = readSettings(this);
    return hasPerson(server, shopKey);
  }

  private load(): Promise<unknown> {
    this.loading ??= import('../room/tryflow-room.js').catch((error: unknown) => {
      this.loading = undefined;
      throw error;
    });
    return this.loading;
  }

  /** The room lies in the button's shadow tree, so that it inherits the custom properties that are set on the button. */
  private addRoom(): TryflowRoom {
    const room = document.createElement('tryflow-room') as TryflowRoom;
    room.setAttribute('exportparts', 'dialog, header, stage, panel, primary, secondary, thumbnail');
    this.shadowRoot!.append(room);
    return room;
  }
}

function sheet(text: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}
