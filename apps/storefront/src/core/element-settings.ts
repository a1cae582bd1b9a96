/** Which shop on which server an element talks to, and in which language. */
export interface ElementSettings {
  /** Origin of the server. */
  readonly server: string;
  /** Publishable key, `tf_pk_…`. */
  readonly shopKey: string;
  /** BCP 47 tag, from the element, its ancestors or the page. */
  readonly language: string | undefined;
}

/**
 * Reads an element's attributes `server`, `shop-key` and `lang`. What it lacks is taken from the script element that
 * loaded the components, so that a page names server and key once.
 */
export function readSettings(element: Element): ElementSettings {
  const script = document.querySelector<HTMLScriptElement>('script[src$="/embed.js"][data-shop-key]');
  return {
    server: element.getAttribute('server') ?? script?.dataset.server ?? new URL(import.meta.url).origin,
    shopKey: element.getAttribute('shop-key') ?? script?.dataset.shopKey ?? '',
    language: languageOf(element),
  };
}

/** The nearest `lang`, across the borders of shadow trees. */
function languageOf(element: Element): string | undefined {
  const holder = element.closest('[lang]');
  if (holder) return holder.getAttribute('lang') || undefined;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageOf(root.host) : document.documentElement.lang || undefined;
}
