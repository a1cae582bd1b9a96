import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { readSettings } from '../core/element-settings.js';
import { contextFor, type StorefrontContext } from '../core/storefront-context.js';
import type { DeletionProof, GarmentChoice, PersonChoice, TryOnPicture } from '../engine/try-on-engine.js';
import { Strings } from '../i18n/strings.js';
import type { ChosenPhoto } from '../photo/read-photo.js';
import { consentPanel, sendInsteadPanel } from './consent-panels.js';
import { CONTROLS } from './control-styles.js';
import { resultPanel, type ResultActions } from './result-panel.js';
import { RoomFlow } from './room-flow.js';
import {
  checkPanel,
  deletedPanel,
  downloadPanel,
  type PanelInput,
  progressText,
  refusedPanel,
  startPanel,
  workingPanel,
} from './room-panels.js';
import { saveFile, sharePicture } from './share-picture.js';
import { ROOM_STYLES } from './room-styles.js';
import { EMPTY_ROOM, type PhotoSource, type RoomState } from './room-state.js';
import { stageView } from './room-stage.js';
import './tryflow-camera.js';
import './tryflow-compare.js';
import './tryflow-worn.js';

const CLOSE = html`<svg
  viewBox="0 0 24 24"
  fill="none"
  stroke="currentColor"
  stroke-width="2"
  stroke-linecap="round"
  aria-hidden="true"
>
  <path d="M6 6l12 12M18 6 6 18" />
</svg>`;

/**
 * `<tryflow-room sku="…">`: the fitting room, a dialog. `show()` opens it, `close()` closes it; the attribute `open`
 * opens it from the start.
 *
 * Attributes: `sku`, `server`, `shop-key`, `lang`, `privacy-url`, `open`. Slot `consent`: the shop's own words below the
 * points of consent. Parts: `dialog`, `header`, `stage`, `panel`, `primary`, `secondary`, `thumbnail`. Events: see
 * `docs/storefront.md`.
 */
export class TryflowRoom extends LitElement implements ResultActions {
  static override readonly properties = {
    sku: {},
    open: { type: Boolean },
    privacyUrl: { attribute: 'privacy-url' },
    state: { state: true },
    strings: { state: true },
    notice: { state: true },
  };

  static override readonly styles = [CONTROLS, ROOM_STYLES];

  sku = '';
  open = false;
  privacyUrl: string | undefined;
  private state: RoomState = EMPTY_ROOM;
  private strings: Strings | undefined;
  private notice = '';
  private context: StorefrontContext | undefined;
  private flow: RoomFlow | undefined;

  /** Opens the room for the article. */
  show(): void {
    void this.openRoom();
  }

  /** Closes the room and ends what runs. */
  close(): void {
    this.dialog?.close();
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('open') && this.open && this.dialog?.open === false) this.show();
    if (!changed.has('state')) return;
    const before = (changed.get('state') as RoomState | undefined)?.view.name;
    if (before !== this.state.view.name && before !== undefined) this.moveFocus();
  }

  override render() {
    const { strings, state } = this;
    const price = state.price && strings?.price(state.price.amountMinor, state.price.currencyCode);
    return html`<dialog
      part="dialog"
      aria-labelledby="title"
      lang=${strings?.tag ?? nothing}
      @close=${this.onClose}
      @click=${this.closeOnBackdrop}
    >
      ${
        strings
          ? html`<header part="header">
                ${this.backButton(strings)}
                <h2 id="title">
                  ${state.garment ? strings.text('title', { garment: state.garment.name }) : strings.text('loading')}
                </h2>
                ${price ? html`<span class="price">${price}</span>` : nothing}
                <button
                  type="button"
                  class="icon"
                  aria-label=${strings.text('close')}
                  @click=${() => this.close()}
                >
                  ${CLOSE}
                </button>
              </header>
              ${stageView(state, strings, this)}
              <div class="panel" part="panel">${this.panel(strings)}</div>
              <p class="visually-hidden" role="status">${this.announcement(strings)}</p>
              <input
                class="visually-hidden"
                type="file"
                accept="image/*"
                tabindex="-1"
                aria-hidden="true"
                @change=${this.onFile}
              />`
          : nothing
      }
    </dialog>`;
  }

  wantPhoto(source: PhotoSource): void {
    void this.flow?.wantPhoto(source);
    if (source.from === 'FILE' && this.flow?.state.view.name !== 'CONSENT') this.pickFile();
  }

  pickFile(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
  }

  agree(then: PhotoSource): void {
    void this.flow?.agree(then);
  }

  sendInstead(photo: Blob): void {
    void this.flow?.sendInstead(photo);
  }

  start(): void {
    this.flow?.start();
  }

  /** A photo from the camera or a file. */
  givePhoto(file: Blob): void {
    void this.flow?.givePhoto(file);
  }

  usePhoto(photo: ChosenPhoto): void {
    void this.flow?.usePhoto(photo);
  }

  choosePerson(person: PersonChoice): void {
    void this.flow?.choosePerson(person);
  }

  chooseGarment(garment: GarmentChoice): void {
    void this.flow?.chooseGarment(garment);
  }

  agreeToDownload(): void {
    void this.flow?.agreeToDownload();
  }

  tryAgain(): void {
    void this.flow?.tryAgain();
  }

  deletePhoto(): void {
    void this.flow?.deletePhoto();
  }

  openMirror(): void {
    void this.flow?.openMirror();
  }

  saveReceipt({ receipt }: DeletionProof): void {
    const text = JSON.stringify(receipt, undefined, 2);
    saveFile(new Blob([text], { type: 'application/json' }), `receipt-${receipt?.id ?? ''}.json`);
  }

  share(picture: TryOnPicture): void {
    const { garment, shop } = this.state;
    const { strings } = this;
    if (!strings || !garment) return;
    const text = strings.text('result.shareText', { garment: garment.name, shop: shop?.name ?? '' });
    void sharePicture(picture.url, { name: garment.sku, text }).then((how) => {
      if (how === 'SAVED') this.notice = strings.text('result.copied');
      this.fire('tryflow-share', { sku: garment.sku, how });
    });
  }

  download(picture: TryOnPicture): void {
    const { garment } = this.state;
    void fetch(picture.url)
      .then((answer) => answer.blob())
      .then((blob) => saveFile(blob, `${garment?.sku ?? 'try-on'}.${blob.type.split('/')[1] ?? 'webp'}`));
  }

  private get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  private async openRoom(): Promise<void> {
    const settings = readSettings(this);
    this.context = contextFor(settings);
    this.flow?.close();
    this.flow = new RoomFlow(
      this.context,
      () => (this.state = this.flow?.state ?? EMPTY_ROOM),
      (name, detail) => this.fire(`tryflow-${name}`, detail),
      () => savesData(),
    );
    this.strings ??= await Strings.load(settings.language);
    await this.updateComplete;
    if (this.dialog?.open === false) this.dialog.showModal();
    this.open = true;
    this.fire('tryflow-open', { sku: this.sku });
    await this.flow.open(this.sku);
  }

  private readonly onClose = (): void => {
    this.flow?.close();
    this.open = false;
    this.fire('tryflow-close', { sku: this.state.garment?.sku ?? this.sku });
  };

  private readonly closeOnBackdrop = (event: MouseEvent): void => {
    const { dialog } = this;
    if (!dialog || event.target !== dialog) return;
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const inside =
      event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
    if (!inside) this.close();
  };

  private readonly onFile = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = '';
    if (file) this.givePhoto(file);
  };

  private backButton(strings: Strings) {
    const { name } = this.state.view;
    if (name === 'START' || name === 'LOADING' || name === 'DELETED' || name === 'DELETING') return nothing;
    return html`<button type="button" class="quiet" @click=${() => this.start()}>
      ${strings.text('back')}
    </button>`;
  }

  private panel(strings: Strings) {
    const { state, context, privacyUrl } = this;
    if (!context) return nothing;
    const input: PanelInput & { actions: ResultActions } = {
      state,
      strings,
      actions: this,
      context,
      privacyUrl,
    };
    const { view } = state;
    switch (view.name) {
      case 'LOADING':
        return html`<p class="muted">${strings.text('loading')}</p>`;
      case 'START':
        return startPanel(input);
      case 'CONSENT':
        return consentPanel(input, view.then);
      case 'CAMERA':
        return html`<h3 tabindex="-1">${strings.text('camera.title')}</h3>
          <p class="muted">${strings.text('camera.hint')}</p>
          ${this.notice ? html`<p class="issue" role="alert">${this.notice}</p>` : nothing}
          <div class="actions">
            <button type="button" class="secondary" part="secondary" @click=${() => this.pickFile()}>
              ${strings.text('start.choose')}
            </button>
          </div>`;
      case 'CHECK':
        return checkPanel(input, view.photo);
      case 'DOWNLOAD':
        return downloadPanel(input, view.bytes);
      case 'SEND_INSTEAD':
        return sendInsteadPanel(input, view);
      case 'WORKING':
        return workingPanel(input, view.progress);
      case 'RESULT':
        return resultPanel(input, view.picture, this.notice);
      case 'MIRROR':
        return html`<h3 tabindex="-1">${strings.text('result.mirror')}</h3>`;
      case 'REFUSED':
        return refusedPanel(input);
      case 'DELETING':
        return html`<h3 tabindex="-1">${strings.text('delete.busy')}</h3>`;
      case 'DELETED':
        return deletedPanel(input, view.proof);
    }
  }

  /** What a screen reader is told; each sentence once. */
  private announcement(strings: Strings): string {
    const { view, garment } = this.state;
    if (view.name === 'WORKING') return progressText(strings, { ...view.progress, share: undefined });
    if (view.name === 'RESULT') return strings.text('result.done', { garment: garment?.name ?? '' });
    return '';
  }

  /** To the heading of what is shown now, so that keyboard and screen reader go on from there. */
  private moveFocus(): void {
    this.notice = '';
    if (!this.dialog?.open) return;
    this.renderRoot.querySelector<HTMLElement>('.panel h3')?.focus({ preventScroll: true });
    this.renderRoot.querySelector('.panel')?.scrollTo({ top: 0 });
    this.dialog.scrollTo({ top: 0 });
  }

  /** The camera could not be used: say why and leave the choice of a file. */
  cameraRefused(reason: 'denied' | 'missing'): void {
    if (this.strings) this.notice = this.strings.text(`camera.${reason}`);
    this.fire('tryflow-error', { reason: `CAMERA_${reason.toUpperCase()}` });
  }

  private fire(name: string, detail: object | null): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** Whether the browser asks pages to save data (Network Information API). */
function savesData(): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true;
}

customElements.define('tryflow-room', TryflowRoom);
