import type { Garment, Shop } from '@tryflow/client';
import { html, nothing, type TemplateResult } from 'lit';
import { garmentCard } from './garment-card.js';
import { drawBroken, drawShop, openShop, type ShopPage } from './shop-page.js';

const ALSO_SHOWN = 4;

/** One article, with the button that tries it on. */
async function openProduct(): Promise<void> {
  const page = await openShop();
  const sku = decodeURIComponent(location.pathname.split('/').at(-1) ?? '');
  const [garment, shop, { items }] = await Promise.all([
    page.context.client.garmentBySku(sku),
    page.context.shop(),
    page.context.client.garments({ take: ALSO_SHOWN + 1, sort: { name: 'ASC' } }),
  ]);
  document.title = `${garment?.name ?? page.word('product.unknown')} · ${page.shopName}`;
  const others = items.filter((other) => other.sku !== sku).slice(0, ALSO_SHOWN);
  drawShop(page, undefined, garment ? content(page, shop, garment, others) : unknown(page, others));
}

function content(page: ShopPage, shop: Shop, garment: Garment, others: readonly Garment[]): TemplateResult {
  const { sku, name, description, price, picture, tags } = garment;
  return html`<nav class="trail" aria-label=${page.word('nav.trail')}>
      <a href="/">${page.word('home')}</a>
    </nav>
    <article class="product">
      <div class="picture">
        <tryflow-thumb sku=${sku} server=${page.server} shop-key=${page.shopKey}>
          ${
            picture
              ? html`<img src=${picture.url} width=${picture.width} height=${picture.height} alt=${name} />`
              : nothing
          }
        </tryflow-thumb>
      </div>
      <div class="facts">
        <h1>${name}</h1>
        ${
          price
            ? html`<p class="price">${page.strings.price(price.amountMinor, price.currencyCode)}</p>`
            : nothing
        }
        <tryflow-button sku=${sku} server=${page.server} shop-key=${page.shopKey}></tryflow-button>
        <p>${description}</p>
        <section class="promise">
          <h2>${page.word('privacy.title')}</h2>
          <p>
            ${
              shop.tryOnMode === 'SERVER'
                ? page.word('privacy.server', {
                    photo: page.strings.duration(shop.personPhotoLifetimeSeconds),
                  })
                : page.word('privacy.device')
            }
          </p>
        </section>
        <ul class="tags">
          ${tags.map((tag) => html`<li>${tag}</li>`)}
          <li>${page.word('product.sku', { sku })}</li>
        </ul>
      </div>
    </article>
    ${also(page, others)}`;
}

function unknown(page: ShopPage, others: readonly Garment[]): TemplateResult {
  return html`<section class="hero">
      <h1>${page.word('product.unknown')}</h1>
      <p><a href="/">${page.word('home')}</a></p>
    </section>
    ${also(page, others)}`;
}

function also(page: ShopPage, others: readonly Garment[]): TemplateResult {
  return html`<section class="also" aria-labelledby="also">
    <h2 id="also">${page.word('product.also')}</h2>
    <ul class="rail">
      ${others.map((other) => garmentCard(page, other))}
    </ul>
  </section>`;
}

openProduct().catch(drawBroken);
