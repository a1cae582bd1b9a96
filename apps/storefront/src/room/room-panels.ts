import { html, nothing, type TemplateResult } from 'lit';
import type { StorefrontContext } from '../core/storefront-context.js';
import type { DeletionProof, EngineProgress, OwnPhotoChoice, PersonChoice } from '../engine/try-on-engine.js';
import type { Strings } from '../i18n/strings.js';
import { MINIMUM_SIDE } from '../photo/judge-photo.js';
import type { ChosenPhoto } from '../photo/read-photo.js';
import type { PhotoSource, RoomState } from './room-state.js';

/** What the panels may ask of the room. */
export interface RoomActions {
  wantPhoto(source: PhotoSource): void;
  pickFile(): void;
  agree(then: PhotoSource): void;
  sendInstead(photo: Blob): void;
  start(): void;
  usePhoto(photo: ChosenPhoto): void;
  choosePerson(person: PersonChoice): void;
  agreeToDownload(): void;
  tryAgain(): void;
  deletePhoto(): void;
  saveReceipt(proof: DeletionProof): void;
}

/** Everything that a panel draws from. */
export interface PanelInput {
  readonly state: RoomState;
  readonly strings: Strings;
  readonly actions: RoomActions;
  readonly context: StorefrontContext;
  readonly privacyUrl: string | undefined;
}

/** Of a panel; takes the focus when the panel appears. */
export const heading = (text: string) => html`<h3 tabindex="-1">${text}</h3>`;

/** Choice between an own photo and the shop's models. */
export function startPanel({ state, strings, actions }: PanelInput): TemplateResult {
  return html`${heading(strings.text('start.title'))}
    <p class="muted">${strings.text('start.lead')}</p>
    ${state.ownPhoto ? ownPhotoButton(state.ownPhoto, strings, actions) : photoChoice(strings, actions)}
    ${peopleGrid(state, strings, actions)}`;
}

function ownPhotoButton(photo: OwnPhotoChoice, strings: Strings, actions: RoomActions): TemplateResult {
  return html`<div class="actions wide">
    <button type="button" class="primary" part="primary" @click=${() => actions.choosePerson(photo)}>
      ${strings.text('start.mine')}
    </button>
    <button type="button" class="secondary" part="secondary" @click=${() => actions.deletePhoto()}>
      ${strings.text('result.delete')}
    </button>
  </div>`;
}

function photoChoice(strings: Strings, actions: RoomActions): TemplateResult {
  const over = (event: DragEvent, is: boolean) => {
    event.preventDefault();
    (event.currentTarget as HTMLElement).classList.toggle('over', is);
  };
  return html`<div
    class="drop"
    @dragover=${(event: DragEvent) => over(event, true)}
    @dragleave=${(event: DragEvent) => over(event, false)}
    @drop=${(event: DragEvent) => {
      over(event, false);
      const file = event.dataTransfer?.files[0];
      if (file) actions.wantPhoto({ from: 'GIVEN', file });
    }}
  >
    <div class="actions wide">
      <button
        type="button"
        class="primary"
        part="primary"
        @click=${() => actions.wantPhoto({ from: 'CAMERA' })}
      >
        ${strings.text('start.take')}
      </button>
      <button
        type="button"
        class="secondary"
        part="secondary"
        @click=${() => actions.wantPhoto({ from: 'FILE' })}
      >
        ${strings.text('start.choose')}
      </button>
    </div>
    <p class="small">${strings.text('start.drop')}</p>
  </div>`;
}

/** The shop's models. */
export function peopleGrid({ people, person }: RoomState, strings: Strings, actions: RoomActions) {
  if (people.length === 0) return nothing;
  return html`<section aria-label=${strings.text('start.people')}>
    <h4>${strings.text('start.people')}</h4>
    <div class="grid">
      ${people.map(
        (model) =>
          html`<button
            type="button"
            class="tile"
            part="thumbnail"
            aria-label=${strings.text('start.person', { name: model.name })}
            aria-pressed=${person?.id === model.id ? 'true' : 'false'}
            @click=${() => actions.choosePerson(model)}
          >
            <img
              src=${model.pictureUrl}
              width=${model.width}
              height=${model.height}
              alt=""
              loading="lazy"
            /><span aria-hidden="true">${model.name}</span>
          </button>`,
      )}
    </div>
  </section>`;
}

/** The chosen photo and what is wrong with it. */
export function checkPanel({ strings, actions }: PanelInput, photo: ChosenPhoto | undefined): TemplateResult {
  const issues = photo ? photo.issues : [{ code: 'UNREADABLE' as const, severity: 'ERROR' as const }];
  const usable = issues.every(({ severity }) => severity !== 'ERROR');
  return html`${heading(strings.text('check.title'))}
    ${issues.length === 0 ? html`<p class="muted">${strings.text('check.good')}</p>` : nothing}
    ${issueList(
      strings,
      issues.map(({ code }) => code),
    )}
    <div class="actions wide">
      ${
        usable && photo
          ? html`<button type="button" class="primary" part="primary" @click=${() => actions.usePhoto(photo)}>
              ${strings.text('check.use')}
            </button>`
          : nothing
      }
      <button type="button" class="secondary" part="secondary" @click=${() => actions.start()}>
        ${strings.text('check.again')}
      </button>
    </div>`;
}

function issueList(strings: Strings, codes: readonly string[]) {
  return codes.map((code) => {
    const key = `issue.${code}`;
    const text = strings.text(strings.has(key) ? key : 'issue.OTHER', { minimum: MINIMUM_SIDE });
    return html`<p class="issue">${text}</p>`;
  });
}

/** Asks before something large is downloaded. */
export function downloadPanel({ strings, actions }: PanelInput, bytes: number): TemplateResult {
  const size = strings.size(bytes);
  return html`${heading(strings.text('download.title'))}
    <p>${strings.text('download.lead', { size })}</p>
    <div class="actions wide">
      <button type="button" class="primary" part="primary" @click=${() => actions.agreeToDownload()}>
        ${strings.text('download.go', { size })}
      </button>
      <button type="button" class="secondary" part="secondary" @click=${() => actions.start()}>
        ${strings.text('back')}
      </button>
    </div>`;
}

/** The sentence for what is going on. */
export function progressText(strings: Strings, { step, share, totalBytes }: EngineProgress): string {
  return strings.text(`step.${step}`, {
    percent: strings.percent(share ?? 0),
    size: strings.size(totalBytes ?? 0),
  });
}

export function workingPanel({ strings }: PanelInput, progress: EngineProgress): TemplateResult {
  return html`${heading(progressText(strings, progress))}
    <progress
      aria-label=${progressText(strings, { ...progress, share: undefined })}
      max="1"
      value=${progress.share ?? nothing}
    ></progress>`;
}

/** Why there is no picture and what can be done about it. */
export function refusedPanel({ state, strings, actions }: PanelInput): TemplateResult {
  if (state.view.name !== 'REFUSED') return html``;
  const { refusal } = state.view;
  const issues = 'issues' in refusal ? (refusal.issues ?? []) : [];
  const waitMs = 'retryAfterMs' in refusal ? (refusal.retryAfterMs ?? 0) : 0;
  const garmentAtFault = refusal.reason === 'GARMENT_NOT_FOUND';
  return html`${heading(strings.text('refused.title'))}
    <p role="alert">
      ${strings.text(`refusal.${refusal.reason}`, { wait: strings.duration(waitMs / 1000) })}
    </p>
    ${issueList(strings, issues)}
    ${
      garmentAtFault
        ? nothing
        : html`<div class="actions wide">
            <button type="button" class="primary" part="primary" @click=${() => actions.tryAgain()}>
              ${strings.text('again')}
            </button>
            <button type="button" class="secondary" part="secondary" @click=${() => actions.start()}>
              ${strings.text('otherPhoto')}
            </button>
          </div>`
    }
    ${garmentAtFault ? nothing : peopleGrid(state, strings, actions)}`;
}

/** The receipt of the deletion. */
export function deletedPanel({ strings, actions }: PanelInput, proof: DeletionProof): TemplateResult {
  const { receipt, heldOn } = proof;
  return html`${heading(strings.text('delete.title'))}
    <p>
      ${
        receipt
          ? strings.text('delete.server', { count: receipt.tryOnsDeleted })
          : strings.text(heldOn === 'DEVICE' ? 'delete.device' : 'delete.before')
      }
    </p>
    ${
      receipt
        ? html`<section aria-label=${strings.text('delete.receipt')}>
            <h4>${strings.text('delete.receipt')}</h4>
            <dl>
              <dt>${strings.text('delete.number')}</dt>
              <dd>${receipt.id}</dd>
              <dt>${strings.text('delete.time')}</dt>
              <dd>${strings.instant(receipt.deletedAt)}</dd>
              <dt>${strings.text('delete.photos')}</dt>
              <dd>${receipt.photosDeleted}</dd>
              <dt>${strings.text('delete.results')}</dt>
              <dd>${receipt.tryOnsDeleted}</dd>
              <dt>${strings.text('delete.signature')}</dt>
              <dd>${receipt.signature}</dd>
            </dl>
          </section>`
        : nothing
    }
    <div class="actions wide">
      ${
        receipt
          ? html`<button
              type="button"
              class="secondary"
              part="secondary"
              @click=${() => actions.saveReceipt(proof)}
            >
              ${strings.text('delete.save')}
            </button>`
          : nothing
      }
      <button type="button" class="primary" part="primary" @click=${() => actions.start()}>
        ${strings.text('delete.again')}
      </button>
    </div>`;
}
