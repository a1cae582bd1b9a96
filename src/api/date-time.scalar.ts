import { GraphQLError, GraphQLScalarType } from 'graphql';

/** ISO 8601 in UTC with milliseconds. Only ever an output of the two schemas. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'ISO 8601 instant in UTC with milliseconds, for example 2026-01-31T12:00:00.000Z.',
  serialize(value) {
    if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw new GraphQLError('Not an instant.');
    return value.toISOString();
  },
  parseValue(value) {
    const instant = new Date(typeof value === 'string' ? value : Number.NaN);
    if (Number.isNaN(instant.getTime())) throw new GraphQLError('Expected an ISO 8601 instant.');
    return instant;
  },
});
