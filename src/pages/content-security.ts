/** Which pages a policy is for. */
export type PageGroup = 'storefront' | 'admin';

type Directives = Readonly<Record<string, readonly string[]>>;

/**
 * What each group of pages may load beyond nothing (Content Security Policy level 3). `$origin` stands for the address
 * that signed URLs name, which may be written differently from the one in the browser's bar.
 */
const POLICIES: Readonly<Record<PageGroup, Directives>> = {
  storefront: {
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", '$origin', 'blob:', 'data:'],
    'media-src': ["'self'", 'blob:'],
    'connect-src': ["'self'", '$origin', 'blob:'],
    'worker-src': ["'self'", 'blob:'],
  },
  admin: {
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    // Emotion, with which Material UI styles its components, writes style elements.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", '$origin', 'blob:', 'data:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'", '$origin', 'blob:'],
    'worker-src': ["'self'", 'blob:'],
  },
};

const EVERYWHERE: Directives = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

/**
 * The headers that hold a page to what it needs.
 * @param origin of the server's signed URLs
 */
export function securityHeaders(group: PageGroup, origin: string): Readonly<Record<string, string>> {
  const policy = Object.entries({ ...EVERYWHERE, ...POLICIES[group] })
    .map(([directive, sources]) => [directive, ...sources].join(' ').replaceAll('$origin', origin))
    .join('; ');
  return {
    'content-security-policy': policy,
    // Together they isolate the page, so that WebAssembly may use threads.
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
}
