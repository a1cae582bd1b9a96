const MAX_FRAMES = 8;

/** What may be logged of an error: its class, its code and where it was thrown; never its message. */
export function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
  const code = 'code' in error ? error.code : undefined;
  return { error: error.name, code, frames: frames?.slice(0, MAX_FRAMES).map((line) => line.trim()) };
}
