import type { Garment } from '@tryflow/client';
import { html, nothing, type TemplateResult } from 'lit';
import type { ShopPage } from './shop-page.js';

/** A garment on the rail: picture, name and price, all of it one link. */
export function garmentCard(page: ShopPage, garment: Garment): TemplateResult {
  const { sku, name, price, picture } = garment;
  return html`<li class="card">
    <a href="/products/${encodeURIComponent(sku)}">
      <tryflow-thumb sku=${sku} server=${page.server} shop-key=${page.shopKey}>
        ${
          picture
            ? html`<img
                src=${picture.url}
                width=${picture.width}
                height=${picture.height}
                alt=""
                loading="lazy"
              />`
            : nothing
        }
      </tryflow-thumb>
      <h3>${name}</h3>
      ${price ? html`<p class="price">${page.strings.price(price.amountMinor, price.currencyCode)}</p>` : nothing}
    </a>
  </li>`;
}
