import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphqlContext } from './graphql-context.js';
import type { RequestContext } from './request-context.js';

/** Injects the `RequestContext` into a resolver's method; the guard has run before. */
export const Ctx = createParamDecorator(
  async (_data: unknown, execution: ExecutionContext): Promise<RequestContext> => {
    const { requestContext } = GqlExecutionContext.create(execution).getContext<GraphqlContext>();
    if (!requestContext) throw new Error('The access guard did not run before @Ctx().');
    return requestContext;
  },
);
