import type { Operation } from './operation.js';
import { ShopApiError } from './shop-api-error.js';

/** Where and as whom an operation is sent. */
export interface TransportOptions {
  /** Origin of the server, such as `https://tryflow.example`. */
  readonly server: string;
  /** The shop's publishable key, `tf_pk_…`. */
  readonly key: string;
  /** Replaces the platform's `fetch`. */
  readonly fetch?: typeof fetch;
}

interface GraphqlAnswer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

const UNKNOWN_OPERATION = 'PERSISTED_QUERY_NOT_FOUND';

/** Sends operations by their digest, and with their text to a server that does not know them. */
export class GraphqlTransport {
  private readonly endpoint: string;

  constructor(private readonly options: TransportOptions) {
    this.endpoint = new URL('/shop-api', options.server).href;
  }

  /**
   * @param token of the shopper, for operations that need one
   * @throws ShopApiError
   * @throws the signal's reason when aborted
   */
  async send<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    { token, signal }: { token?: string; signal?: AbortSignal } = {},
  ): Promise<Data> {
    try {
      return await this.post(operation, variables, false, token, signal);
    } catch (error) {
      if (!(error instanceof ShopApiError) || error.code !== UNKNOWN_OPERATION) throw error;
      return this.post(operation, variables, true, token, signal);
    }
  }

  private async post<Data, Variables>(
    { name, sha256, query }: Operation<Data, Variables>,
    variables: Variables,
    withText: boolean,
    token: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Data> {
    const send = this.options.fetch ?? fetch;
    const response = await send(this.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'tryflow-key': this.options.key,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      credentials: 'omit',
      body: JSON.stringify({
        operationName: name,
        variables,
        ...(withText ? { query } : {}),
        extensions: { persistedQuery: { version: 1, sha256Hash: sha256 } },
      }),
      signal,
    }).catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw new ShopApiError('The server could not be reached.', 'NETWORK', 0, { cause });
    });
    const answer = (await response.json().catch(() => ({}))) as GraphqlAnswer<Data>;
    signal?.throwIfAborted();
    const [problem] = answer.errors ?? [];
    if (!problem && answer.data) return answer.data;
    throw new ShopApiError(
      problem?.message ?? `The server answered ${response.status}.`,
      problem?.extensions?.code ?? 'NO_DATA',
      response.status,
    );
  }
}
