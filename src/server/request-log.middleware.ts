import type { NextFunction, Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import type { Logger } from '../logging/logger.js';
import { withRequestId } from '../logging/logger.js';
import type { Metrics } from '../metrics/metrics.js';

const REQUEST_ID = /^[\w-]{8,64}$/;
const QUIET_ROUTES = new Set(['health', 'metrics']);

/**
 * Gives every request an id (a sane `x-request-id` is kept), logs one line when it is answered, and measures it. The
 * line names the first path segment only: what follows are ids and signatures.
 */
export function requestLog(logger: Logger, metrics: Metrics) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    const startedAt = performance.now();
    response.setHeader('x-request-id', requestId);
    withRequestId(requestId, () => {
      response.once('finish', () => {
        const ms = performance.now() - startedAt;
        const { method } = request;
        const { statusCode: status } = response;
        const segment = request.originalUrl.split(/[/?]/, 2)[1] ?? '';
        const route = status === 404 ? 'unknown' : segment;
        metrics.observeRequest(method, route, status, ms / 1000);
        const level = QUIET_ROUTES.has(segment) ? 'debug' : 'info';
        logger.event(level, 'request', { requestId, method, route, status, ms: Math.round(ms * 10) / 10 });
      });
      next();
    });
  };
}
