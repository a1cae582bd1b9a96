const OWN_FOLDER = new URL('.', import.meta.url).href;

/** Frames looked at: a gradient of a composed operator is a dozen calls away from the code that asked for it. */
const DEPTH = 64;

/** Where the code outside of this folder is that called it, as “ (at file:line)”; empty when that cannot be told. */
export function callSite(): string {
  const own = OWN_FOLDER.replace(/^file:\/\//, '');
  for (const line of deepStack().split('\n')) {
    const place = /\(?(?:file:\/\/)?([^\s()]+:\d+):\d+\)?$/.exec(line)?.[1];
    if (place === undefined || place.startsWith('node:')) continue;
    if (!place.startsWith(own) || /\.spec\.[jt]s:/.test(place)) return ` (at ${place})`;
  }
  return '';
}

function deepStack(): string {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = before;
  return stack;
}
