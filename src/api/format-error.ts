import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import { unwrapResolverError } from '@apollo/server/errors';
import { randomUUID } from 'node:crypto';
import { StorageFullError } from '../storage/blob-store.js';
import { describeError } from '../logging/describe-error.js';
import type { Logger } from '../logging/logger.js';

/** Codes of errors that tell callers what they did wrong; every other error is ours and stays inside. */
const CALLERS_CODES = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'ORIGIN_NOT_ALLOWED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'QUERY_TOO_EXPENSIVE',
]);

/**
 * Lets callers' errors out as they are. Anything else is logged under an id, by class and stack frames only (a message
 * can quote a row), and the caller gets the id.
 */
export function formatError(logger: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const code = formatted.extensions?.code;
    if (typeof code === 'string' && CALLERS_CODES.has(code)) {
      return {
        message: formatted.message,
        locations: formatted.locations,
        path: formatted.path,
        extensions: { code },
      };
    }
    const original = unwrapResolverError(error);
    if (original instanceof StorageFullError) {
      return { message: original.message, path: formatted.path, extensions: { code: 'STORAGE_FULL' } };
    }
    const errorId = randomUUID();
    logger.event('error', 'unexpected error', { errorId, ...describeError(original) });
    const { message, extensions } = new GraphQLError(
      `Something went wrong here; quote this id to the operator: ${errorId}`,
      {
        extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
      },
    );
    return { message, path: formatted.path, extensions };
  };
}
