/**
 * One operation of the shop API with the types of its answer and variables. The server knows the operations of this
 * package by their digest, so that only the digest travels.
 */
export interface Operation<Data, Variables> {
  readonly name: string;
  /** SHA-256 of `query`, hex. */
  readonly sha256: string;
  readonly query: string;
  /** Carries the types only; never set. */
  readonly types?: (variables: Variables) => Data;
}
