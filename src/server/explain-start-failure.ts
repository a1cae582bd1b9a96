import { ConfigError } from '../config/read-config.js';
import { ModelError } from '../models/model-error.js';

/** What to tell the operator when the process cannot start: the reason alone where it is theirs to mend. */
export function explainStartFailure(error: unknown): string {
  if (error instanceof ConfigError || error instanceof ModelError) return error.message;
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return 'The port is in use: stop the other server or set PORT to another one (0 takes a free one).';
  }
  return error.stack ?? error.message;
}
