/**
 * The serialised origin (RFC 6454) of an http(s) URL, lower-cased and without default port.
 * Undefined when the text is no such URL or has a path, query or user.
 */
export function parseOrigin(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const bare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  return bare && (url.protocol === 'https:' || url.protocol === 'http:') ? url.origin : undefined;
}
