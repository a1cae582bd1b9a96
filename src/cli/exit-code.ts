/** How the command line ends; documented in `tryflow --help`. */
export const EXIT = {
  ok: 0,
  /** Something that the person calling could not foresee, or a server or model that cannot be used. */
  failed: 1,
  /** An argument is wrong, or a file that it names cannot be read. */
  usage: 2,
  /** A picture cannot be used; or, of an import, some lines failed. */
  refused: 3,
  /** The result would probably be wrong and was not written. */
  lowConfidence: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An expected end of a command: the message is all that is printed. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly exitCode: ExitCode,
    message: string,
  ) {
    super(message);
  }
}
