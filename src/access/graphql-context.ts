import type { Request, Response } from 'express';
import type { RequestContext } from './request-context.js';

/** What Apollo hands to guards and resolvers of one request. */
export interface GraphqlContext {
  readonly req: Request;
  readonly res: Response;
  readonly api: RequestContext['api'];
  /** Set by the guard on the first root field, shared by the others. */
  requestContext?: Promise<RequestContext>;
}
