import { html, nothing, type TemplateResult } from 'lit';
import type { GarmentChoice, TryOnPicture } from '../engine/try-on-engine.js';
import { peopleGrid, type PanelInput, type RoomActions } from './room-panels.js';

/** What the result's panel may ask of the room beyond what all may. */
export interface ResultActions extends RoomActions {
  chooseGarment(garment: GarmentChoice): void;
  share(picture: TryOnPicture): void;
  download(picture: TryOnPicture): void;
  openMirror(): void;
}

/** The picture's actions, more garments on the same person, and other people. */
export function resultPanel(
  input: PanelInput & { readonly actions: ResultActions },
  picture: TryOnPicture,
  notice: string,
): TemplateResult {
  const { state, strings, actions } = input;
  const { garment, person, ownPhoto, mirror } = state;
  if (!garment || !person) return html``;
  const name = person.kind === 'OWN' ? strings.text('result.you') : person.name;
  return html`<h3 tabindex="-1">${strings.text('result.title', { garment: garment.name, person: name })}</h3>
    <p class="small">${strings.text('result.note')}</p>
    <div class="actions">
      <button type="button" class="primary" part="primary" @click=${() => actions.share(picture)}>
        ${strings.text('result.share')}
      </button>
      <button type="button" class="secondary" part="secondary" @click=${() => actions.download(picture)}>
        ${strings.text('result.download')}
      </button>
      ${
        mirror
          ? html`<button
              type="button"
              class="secondary"
              part="secondary"
              @click=${() => actions.openMirror()}
            >
              ${strings.text('result.mirror')}
            </button>`
          : nothing
      }
    </div>
    ${notice ? html`<p class="small">${notice}</p>` : nothing} ${moreGarments(input, name)}
    <div class="row">
      ${
        person.kind === 'SAMPLE'
          ? html`<button
              type="button"
              class="quiet"
              @click=${() => (ownPhoto ? actions.choosePerson(ownPhoto) : actions.start())}
            >
              ${strings.text('result.ownPhoto')}
            </button>`
          : nothing
      }
      ${
        ownPhoto
          ? html`<button type="button" class="quiet" @click=${() => actions.deletePhoto()}>
              ${strings.text('result.delete')}
            </button>`
          : nothing
      }
    </div>
    ${peopleGrid(state, strings, actions)}`;
}

function moreGarments(
  { state, strings, actions, context }: PanelInput & { readonly actions: ResultActions },
  name: string,
) {
  const { more, garment, person } = state;
  if (more.length < 2) return nothing;
  const title = strings.text('result.next', { person: name });
  return html`<section aria-label=${title}>
    <h4>${title}</h4>
    <div class="grid">
      ${more.map(
        (next) =>
          html`<button
            type="button"
            class="tile"
            part="thumbnail"
            aria-label=${strings.text('result.nextItem', { garment: next.name })}
            aria-pressed=${next.id === garment?.id ? 'true' : 'false'}
            @click=${() => actions.chooseGarment(next)}
          >
            <tryflow-worn .context=${context} .garment=${next} .person=${person}></tryflow-worn>
          </button>`,
      )}
    </div>
  </section>`;
}
