import { badInput } from './bad-input.js';

/** A page of a list, within bounds. */
export interface Page {
  readonly skip: number;
  readonly take: number;
}

const MAX_SKIP = 10_000;
const MAX_TAKE = 100;
const DEFAULT_TAKE = 20;

/**
 * Reads a list's skip and take.
 * @throws GraphQLError BAD_USER_INPUT outside of 0…10,000 and 1…100
 */
export function readPage(options?: { skip?: number | null; take?: number | null } | null): Page {
  const skip = options?.skip ?? 0;
  const take = options?.take ?? DEFAULT_TAKE;
  if (skip < 0 || skip > MAX_SKIP)
    throw badInput(`skip must be 0 to ${MAX_SKIP}; narrow the filter instead of going deeper.`);
  if (take < 1 || take > MAX_TAKE) throw badInput(`take must be 1 to ${MAX_TAKE}.`);
  return { skip, take };
}
