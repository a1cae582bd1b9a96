import type { LoggerService } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { describeError } from './describe-error.js';
import pino, { type Logger as Pino } from 'pino';

const requests = new AsyncLocalStorage<{ readonly requestId: string }>();

/** Runs the callback so that every line logged from it carries the request's id. */
export function withRequestId<T>(requestId: string, callback: () => T): T {
  return requests.run({ requestId }, callback);
}

/** The id of the request being served, or undefined outside of one. */
export function currentRequestId(): string | undefined {
  return requests.getStore()?.requestId;
}

/**
 * One JSON object a line on stdout. Nothing about a photo may be passed to it: no bytes, sizes, file names, digests,
 * URLs or request bodies.
 */
export class Logger implements LoggerService {
  private readonly pino: Pino;

  constructor(level: string, destination?: pino.DestinationStream) {
    const options: pino.LoggerOptions = {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // A copy, since pino writes the line's fields into what it gets.
      mixin: () => ({ ...requests.getStore() }),
    };
    this.pino = destination ? pino(options, destination) : pino(options);
  }

  /** What the framework tells of its own start; the product logs by `event`. */
  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Logs an event with its fields; the way the product's own code logs. */
  event(
    level: 'debug' | 'info' | 'warn' | 'error',
    message: string,
    fields: Readonly<Record<string, unknown>> = {},
  ): void {
    this.pino[level](fields, message);
  }

  /** Nest passes the context (class name) last. An error's message can quote a row, so its class and frames must do. */
  private write(
    level: 'trace' | 'debug' | 'info' | 'warn' | 'error',
    message: unknown,
    rest: unknown[],
  ): void {
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    if (message instanceof Error)
      this.pino[level]({ context, ...describeError(message) }, 'unexpected error');
    else this.pino[level]({ context }, String(message));
  }
}
