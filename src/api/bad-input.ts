import { GraphQLError } from 'graphql';

/** A thrown BAD_USER_INPUT for operations whose result has no member for it. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}
