import { ADMIN_KEY, SHOP_KEY } from './server.js';

/** A GraphQL answer as it comes over the wire. */
export interface Answer<T> {
  readonly status: number;
  readonly data?: T | null;
  readonly errors?: { message: string; extensions?: { code?: string; errorId?: string } }[];
}

/** Talks to one endpoint as a client program does. */
export class ApiClient {
  constructor(
    readonly origin: string,
    readonly api: 'shop' | 'admin',
    readonly headers: Readonly<Record<string, string>>,
  ) {}

  /** The shop API before a shopper has a session. */
  static shop(origin: string, key = SHOP_KEY): ApiClient {
    return new ApiClient(origin, 'shop', { 'tryflow-key': key });
  }

  /** The shop API as a new anonymous shopper. */
  static async shopper(origin: string, key = SHOP_KEY): Promise<ApiClient> {
    const { createShopperSession: session } = await ApiClient.shop(origin, key).ask<{
      createShopperSession: { token: string };
    }>('mutation { createShopperSession { token } }');
    return new ApiClient(origin, 'shop', { 'tryflow-key': key, authorization: `Bearer ${session.token}` });
  }

  static admin(origin: string, key = ADMIN_KEY): ApiClient {
    return new ApiClient(origin, 'admin', { authorization: `Bearer ${key}` });
  }

  /** Sends an operation and answers whatever comes. */
  async send<T>(
    query: string,
    variables: object = {},
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.origin}/${this.api}-api`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.headers, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as Omit<Answer<T>, 'status'>) };
  }

  /** Sends an operation that must succeed and answers its data. */
  async ask<T>(query: string, variables: object = {}): Promise<T> {
    const { status, data, errors } = await this.send<T>(query, variables);
    if (errors || !data) throw new Error(`${status} ${JSON.stringify(errors)}`);
    return data;
  }
}

/** PUTs bytes to a signed upload URL. */
export async function put(
  url: string,
  bytes: Uint8Array | string,
): Promise<{ status: number; body: UploadBody }> {
  const response = await fetch(url, { method: 'PUT', body: Buffer.from(bytes) });
  return { status: response.status, body: (await response.json()) as UploadBody };
}

/** What uploads answer with. */
export interface UploadBody {
  readonly id?: string;
  readonly state?: string;
  readonly issues?: { code: string; message: string }[];
  readonly error?: { code: string; message: string };
}
