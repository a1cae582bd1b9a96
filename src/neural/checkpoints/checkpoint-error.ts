const MAX_QUOTED_CHARACTERS = 120;

/**
 * A checkpoint that cannot be read or written. The message names the file, the part of it that is at fault, and
 * what to do. It is the only error that reading a damaged or hostile file ends in.
 */
export class CheckpointError extends Error {
  override readonly name: string = 'CheckpointError';

  /** `problem` says which part is wrong and what to do; `options.cause` is the error underneath, if any. */
  constructor(problem: string, options?: ErrorOptions) {
    super(problem, options);
  }
}

/**
 * `text` out of an untrusted file, fit for a message or a log line: in double quotes, control characters escaped,
 * cut after 120 characters.
 */
export function quoteUntrusted(text: string): string {
  const cut = text.length > MAX_QUOTED_CHARACTERS ? `${text.slice(0, MAX_QUOTED_CHARACTERS)}…` : text;
  return JSON.stringify(cut);
}

/** Runs `read`, and puts the file's path in front of what goes wrong; foreign errors become a CheckpointError. */
export async function nameFileInErrors<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new CheckpointError(`${path}: ${problem}`, { cause: error });
  }
}
