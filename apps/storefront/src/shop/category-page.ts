import type { Garment } from '@tryflow/client';
import { html, nothing, type TemplateResult } from 'lit';
import { PERSON_CHANGED } from '../core/shopper-memory.js';
import type { TryflowButton } from '../elements/tryflow-button.js';
import type { PersonChoice, SamplePersonChoice } from '../engine/try-on-engine.js';
import { garmentCard } from './garment-card.js';
import { drawBroken, drawShop, openShop, type ShopPage } from './shop-page.js';

const PAGE_SIZE = 60;

/** The rail: all garments, and the choice of who wears them. */
async function openCategory(): Promise<void> {
  const page = await openShop();
  document.title = `${page.word('tops')} · ${page.shopName}`;
  const [{ items, totalItems }, people] = await Promise.all([
    page.context.client.garments({ take: PAGE_SIZE, sort: { name: 'ASC' } }),
    page.context.samplePeople().catch(() => []),
  ]);
  const draw = async () => {
    const person = await page.context.person();
    drawShop(page, 'TOPS', content(page, items, totalItems, people, person));
  };
  window.addEventListener(PERSON_CHANGED, () => void draw());
  await draw();
}

function content(
  page: ShopPage,
  garments: readonly Garment[],
  totalItems: number,
  people: readonly SamplePersonChoice[],
  person: PersonChoice | undefined,
): TemplateResult {
  return html`<section class="hero">
      <h1>${page.word('hero.title')}</h1>
      <p>${page.word('hero.lead')}</p>
    </section>
    ${people.length > 0 ? personBar(page, garments[0], people, person) : nothing}
    <p class="count">${page.word('count', { count: totalItems })}</p>
    <ul class="rail">
      ${garments.map((garment) => garmentCard(page, garment))}
    </ul>`;
}

function personBar(
  page: ShopPage,
  first: Garment | undefined,
  people: readonly SamplePersonChoice[],
  person: PersonChoice | undefined,
): TemplateResult {
  const { context } = page;
  const pressed = (is: boolean) => (is ? 'true' : 'false');
  return html`<section class="people" aria-labelledby="people">
    <h2 id="people">${page.word('people.title')}</h2>
    <div class="faces">
      <button
        type="button"
        class="face plain"
        aria-pressed=${pressed(!person)}
        @click=${() => context.chooseNobody()}
      >
        <span class="disc" aria-hidden="true">–</span>${page.word('people.nobody')}
      </button>
      ${people.map(
        (model) =>
          html`<button
            type="button"
            class="face"
            aria-pressed=${pressed(person?.id === model.id)}
            @click=${() => context.chooseSample(model)}
          >
            <span class="disc"><img src=${model.pictureUrl} alt="" /></span>${model.name}
          </button>`,
      )}
      ${
        first
          ? html`<tryflow-button
                class="hidden-opener"
                hidden
                sku=${first.sku}
                server=${page.server}
                shop-key=${page.shopKey}
              ></tryflow-button>
              <button
                type="button"
                class="face"
                aria-pressed=${pressed(person?.kind === 'OWN')}
                @click=${() => void document.querySelector<TryflowButton>('.hidden-opener')?.open()}
              >
                <span class="disc"
                  >${
                    person?.kind === 'OWN'
                      ? html`<img src=${person.pictureUrl} alt="" />`
                      : html`<span aria-hidden="true">+</span>`
                  }</span
                >${page.word('people.you')}
              </button>`
          : nothing
      }
    </div>
  </section>`;
}

openCategory().catch(drawBroken);
