import type { ApolloDriverConfig } from '@nestjs/apollo';
import { ApolloDriver } from '@nestjs/apollo';
import { costLimitRule } from '@escape.tech/graphql-armor-cost-limit';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import type { Request, Response } from 'express';
import { GraphQLError } from 'graphql';
import { readFileSync } from 'node:fs';
import type { GraphqlContext } from '../access/graphql-context.js';
import type { Config } from '../config/config.js';
import type { Logger } from '../logging/logger.js';
import { coerceIds } from './coerce-ids.js';
import { clientOperations, KnownOperations } from './known-operations.js';
import { DateTimeScalar } from './date-time.scalar.js';
import { formatError } from './format-error.js';

/**
 * One GraphQL endpoint, `/shop-api` or `/admin-api`: its own schema file, its own resolvers, its own limits.
 * @param include module whose resolvers serve this endpoint and no other
 */
export function graphqlEndpoint(
  api: GraphqlContext['api'],
  include: NonNullable<ApolloDriverConfig['include']>[number],
  config: Config,
  logger: Logger,
): ApolloDriverConfig {
  return {
    driver: ApolloDriver,
    path: `/${api}-api`,
    typeDefs: readFileSync(new URL(`../../schema.${api}.graphql`, import.meta.url), 'utf8'),
    include: [include],
    resolvers: { DateTime: DateTimeScalar },
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
    transformSchema: coerceIds,
    introspection: config.graphqlIntrospection ?? !config.production,
    csrfPrevention: true,
    cache: 'bounded',
    persistedQueries: { cache: new KnownOperations(api === 'shop' ? clientOperations() : {}) },
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: config.production,
    preserveHttpStatusForExecutionErrors: false,
    playground: false,
    graphiql: false,
    validationRules: [
      maxDepthRule({ n: config.graphqlMaxDepth, ...refuseWith('nests too deep; ask for less at a time.') }),
      maxAliasesRule({
        n: config.graphqlMaxAliases,
        ...refuseWith('has too many aliases; send several operations.'),
      }),
      costLimitRule({
        maxCost: config.graphqlMaxCost,
        ...refuseWith('costs too much; select fewer fields.'),
      }),
    ],
    context: ({ req, res }: { req: Request; res: Response }): GraphqlContext => ({ api, req, res }),
    formatError: formatError(logger),
  };
}

type RefusalOptions = Pick<
  NonNullable<Parameters<typeof maxDepthRule>[0]>,
  'propagateOnRejection' | 'onReject'
>;

/** Reports a violated limit like any other validation error (400), where the rules by themselves throw (500). */
function refuseWith(problem: string): RefusalOptions {
  return {
    propagateOnRejection: false,
    onReject: [(context) => context?.reportError(new GraphQLError(`The operation ${problem}`))],
  };
}
