import { html, nothing, type TemplateResult } from 'lit';
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js';
import type { Strings } from '../i18n/strings.js';
import type { CompareLabels } from './tryflow-compare.js';
import type { RoomState } from './room-state.js';

/** What the large picture may ask of the room. */
export interface StageActions {
  givePhoto(file: Blob): void;
  cameraRefused(reason: 'denied' | 'missing'): void;
  start(): void;
}

/** The large picture of the room: garment, person, camera, or the result. */
export function stageView(state: RoomState, strings: Strings, actions: StageActions): TemplateResult {
  const short = ['START', 'CONSENT', 'DOWNLOAD', 'DELETED', 'DELETING', 'LOADING', 'SEND_INSTEAD'].includes(
    state.view.name,
  );
  return html`<div class="stage ${short ? 'short' : ''}" part="stage">
    ${picture(state, strings, actions)}
  </div>`;
}

function picture(state: RoomState, strings: Strings, actions: StageActions) {
  const { view, garment, person } = state;
  switch (view.name) {
    case 'CAMERA':
      return html`<tryflow-camera
        .strings=${strings}
        @tryflow-photo=${(event: CustomEvent<{ file: Blob }>) => actions.givePhoto(event.detail.file)}
        @tryflow-camera-refused=${(event: CustomEvent<{ reason: 'denied' | 'missing' }>) =>
          actions.cameraRefused(event.detail.reason)}
      ></tryflow-camera>`;
    case 'CHECK':
      return view.photo ? html`<img src=${view.photo.dataUrl} alt="" />` : garmentPicture(state);
    case 'WORKING':
      return person
        ? html`<div class="working"><img src=${person.pictureUrl} alt="" /></div>`
        : html`<div class="working">${garmentPicture(state)}</div>`;
    case 'RESULT':
      return person && garment
        ? html`<tryflow-compare
            .beforeUrl=${person.pictureUrl}
            .afterUrl=${view.picture.url}
            .ratio=${view.picture.width / view.picture.height}
            .labels=${compareLabels(strings, garment.name)}
          ></tryflow-compare>`
        : nothing;
    case 'MIRROR': {
      const tag = unsafeStatic(view.tag);
      return staticHtml`<${tag} .garment=${garment} lang=${strings.tag} @tryflow-mirror-close=${() => actions.start()}></${tag}>`;
    }
    case 'LOADING':
    case 'START':
    case 'CONSENT':
    case 'DOWNLOAD':
    case 'SEND_INSTEAD':
    case 'REFUSED':
    case 'DELETING':
    case 'DELETED':
      return garmentPicture(state);
  }
}

function garmentPicture({ garment }: RoomState) {
  return garment?.pictureUrl
    ? html`<img class="garment" src=${garment.pictureUrl} alt=${garment.name} />`
    : nothing;
}

function compareLabels(strings: Strings, garment: string): CompareLabels {
  return {
    before: strings.text('result.before'),
    after: strings.text('result.after', { garment }),
    compare: strings.text('result.compare'),
    compareValue: (share) => strings.text('result.compareValue', { percent: strings.percent(share) }),
    zoomIn: strings.text('result.zoomIn'),
    zoomOut: strings.text('result.zoomOut'),
    viewport: strings.text('result.viewport'),
  };
}
