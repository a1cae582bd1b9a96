import { GraphQLError } from 'graphql';

export type AccessErrorCode = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'ORIGIN_NOT_ALLOWED';

/** The request's key, origin, token or role does not allow what it asks. Not an expected result, hence thrown. */
export class AccessError extends GraphQLError {
  constructor(code: AccessErrorCode, message: string) {
    super(message, { extensions: { code, http: { status: code === 'UNAUTHENTICATED' ? 401 : 403 } } });
  }
}
