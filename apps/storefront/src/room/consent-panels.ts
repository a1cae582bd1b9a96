import { html, nothing, type TemplateResult } from 'lit';
import { heading, type PanelInput } from './room-panels.js';
import type { PhotoSource } from './room-state.js';

/** Consent in plain words. */
export function consentPanel(input: PanelInput, then: PhotoSource): TemplateResult {
  const { state, strings, actions } = input;
  return html`${heading(strings.text('consent.title'))}
    <ul class="points">
      <li>${strings.text('consent.purpose')}</li>
      <li>
        ${strings.text(state.engineKind === 'DEVICE' ? 'consent.device' : 'consent.server', {
          shop: state.shop?.name ?? '',
        })}
      </li>
      ${lifetimePoint(input)}
      <li>${strings.text('consent.self')}</li>
    </ul>
    ${shopsOwnWords(input)}
    <div class="actions wide">
      <button
        type="button"
        class="primary"
        part="primary"
        @click=${() => {
          actions.agree(then);
          if (then.from === 'FILE') actions.pickFile();
        }}
      >
        ${strings.text('consent.agree')}
      </button>
      <button type="button" class="secondary" part="secondary" @click=${() => actions.start()}>
        ${strings.text('consent.decline')}
      </button>
    </div>`;
}

/** The device has failed: whether the photo, promised to stay on the device, may be sent after all. */
export function sendInsteadPanel(
  input: PanelInput,
  { photo, reason }: { readonly photo: Blob; readonly reason: string },
): TemplateResult {
  const { state, strings, actions } = input;
  const cause = reason === 'MODEL_NOT_LOADED' ? 'send.notLoaded' : 'send.notAble';
  return html`${heading(strings.text('send.title'))}
    <p role="alert">${strings.text(cause)} ${strings.text('send.lead', { shop: state.shop?.name ?? '' })}</p>
    <ul class="points">
      <li>${strings.text('consent.server', { shop: state.shop?.name ?? '' })}</li>
      ${lifetimePoint(input)}
      <li>${strings.text('send.stays')}</li>
    </ul>
    ${shopsOwnWords(input)}
    <div class="actions wide">
      <button type="button" class="primary" part="primary" @click=${() => actions.sendInstead(photo)}>
        ${strings.text('send.agree')}
      </button>
      <button type="button" class="secondary" part="secondary" @click=${() => actions.tryAgain()}>
        ${strings.text('send.again')}
      </button>
      <button type="button" class="secondary" part="secondary" @click=${() => actions.start()}>
        ${strings.text('consent.decline')}
      </button>
    </div>`;
}

function lifetimePoint({ state, strings }: PanelInput): TemplateResult {
  return html`<li>
    ${strings.text('consent.lifetime', {
      photo: strings.duration(state.shop?.personPhotoLifetimeSeconds ?? 0),
      result: strings.duration(state.shop?.tryOnLifetimeSeconds ?? 0),
    })}
  </li>`;
}

function shopsOwnWords({ strings, privacyUrl }: PanelInput): TemplateResult {
  return html`<slot name="consent"></slot> ${
      privacyUrl
        ? html`<p class="small">
            <a href=${privacyUrl} target="_blank" rel="noopener">${strings.text('consent.privacy')}</a>
          </p>`
        : nothing
    }`;
}
