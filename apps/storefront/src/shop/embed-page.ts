import { html, type TemplateResult } from 'lit';
import { drawBroken, drawShop, openShop, type ShopPage } from './shop-page.js';

/** How a shop puts the components on its own pages, with this server's address and key filled in. */
async function openEmbed(): Promise<void> {
  const page = await openShop();
  const { items } = await page.context.client.garments({ take: 1, sort: { name: 'ASC' } });
  const sku = items[0]?.sku ?? 'YOUR-SKU';
  document.title = `${page.word('embed')} · ${page.shopName}`;
  drawShop(page, 'EMBED', content(page, sku));
}

function content({ server, shopKey, language }: ShopPage, sku: string): TemplateResult {
  const setup = [
    `<link rel="stylesheet" href="${server}/embed.css" />`,
    `<script type="module" src="${server}/embed.js" data-shop-key="${shopKey}"></script>`,
  ].join('\n');
  const use = `<tryflow-button sku="${sku}"></tryflow-button>`;
  const theme = [
    'tryflow-button {',
    '  --tryflow-accent: #7a2e1d;',
    '  --tryflow-accent-text: #fff;',
    '  --tryflow-radius: 4px;',
    '  --tryflow-font: inherit;',
    '}',
  ].join('\n');
  const policy = [
    `script-src ${server} 'wasm-unsafe-eval'; connect-src ${server};`,
    `img-src ${server} blob: data:; style-src ${server}; worker-src blob:`,
  ].join('\n');
  const listen = [
    "addEventListener('tryflow-result', ({ detail }) => {",
    '  console.log(detail.sku, Math.round(detail.elapsedMs));',
    '});',
  ].join('\n');
  return html`<article class="manual" lang="en">
    <h1>Try-on on your own pages</h1>
    <p class="lead">
      Two lines in the head of the page, one element beside each article. No framework is needed, and nothing
      heavy is loaded before a shopper asks.
    </p>
    <ol class="steps">
      <li>
        <h2>Allow your shop’s address</h2>
        <p>
          The server answers only pages whose origin is on the channel’s list. Add yours in the administration
          under keys and origins, or by <code>updateChannel(allowedOrigins)</code> on the admin API.
        </p>
      </li>
      <li>
        <h2>Load the components</h2>
        ${snippet(setup)}
        <p>
          The key here is publishable: it may stand in pages. Use one of your own; this one belongs to the
          demo pages.
        </p>
      </li>
      <li>
        <h2>Put a button beside the article</h2>
        ${snippet(use)}
        <p>
          <code>sku</code> is the article number under which the garment was imported. This is the element at
          work:
        </p>
        <tryflow-button sku=${sku} server=${server} shop-key=${shopKey} lang=${language}></tryflow-button>
      </li>
      <li>
        <h2>Make it yours</h2>
        ${snippet(theme)}
        <p>
          Colours, corners and font are custom properties; the larger pieces are parts, such as
          <code>tryflow-button::part(dialog)</code>.
        </p>
      </li>
      <li>
        <h2>Hear what happens</h2>
        ${snippet(listen)}
        <p>
          Events bubble up to the window: <code>tryflow-open</code>, <code>tryflow-consent</code>,
          <code>tryflow-result</code>, <code>tryflow-garment</code>, <code>tryflow-error</code>,
          <code>tryflow-delete</code>, <code>tryflow-close</code>.
        </p>
      </li>
      <li>
        <h2>If your pages have a content security policy</h2>
        ${snippet(policy)}
        <p>Inline scripts, inline styles and <code>eval</code> are not used.</p>
      </li>
    </ol>
  </article>`;
}

function snippet(code: string): TemplateResult {
  return html`<div class="snippet">
    <pre tabindex="0"><code>${code}</code></pre>
    <button
      type="button"
      @click=${(event: Event) => {
        const button = event.currentTarget as HTMLButtonElement;
        void navigator.clipboard.writeText(code).then(() => (button.textContent = 'Copied'));
      }}
    >
      Copy
    </button>
  </div>`;
}

openEmbed().catch(drawBroken);
