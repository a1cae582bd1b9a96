import { CliError, EXIT } from '../exit-code.js';

/** Tries of an upload that the server is too busy for, and the wait between them. */
const BUSY_TRIES = 20;
const BUSY_WAIT_MS = 1_000;

/** Where an upload's bytes go. */
export interface UploadGrant {
  readonly uploadUrl: string;
  readonly uploadMethod: string;
  readonly maxBytes: number;
}

/** The server refused the bytes; the message is for the person who sent them. */
export class UploadRefused extends Error {
  override readonly name = 'UploadRefused';
}

/** Talks to a server's admin API. */
export class AdminClient {
  private readonly endpoint: string;

  /**
   * @param server origin of the server
   * @param key secret key of an EDITOR or OWNER
   * @throws CliError (usage) when the origin is no web address
   */
  constructor(
    server: string,
    private readonly key: string,
  ) {
    if (!/^https?:\/\//.test(server) || !URL.canParse(server)) {
      throw new CliError(EXIT.usage, `${server} is no address of a server; write http://localhost:3000.`);
    }
    this.endpoint = new URL('/admin-api', server).href;
  }

  /**
   * Runs an operation and answers its data.
   * @throws CliError (failed) when the server cannot be reached or refuses
   */
  async request<T>(query: string, variables: Readonly<Record<string, unknown>>): Promise<T> {
    const response = await reach(this.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.key}` },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json().catch(() => undefined)) as
      { data?: T | null; errors?: { message: string }[] } | undefined;
    const message = body?.errors?.[0]?.message;
    if (message !== undefined) throw new CliError(EXIT.failed, `The server refused: ${message}`);
    if (!body?.data)
      throw new CliError(EXIT.failed, `${this.endpoint} answered ${response.status} and no data.`);
    return body.data;
  }

  /**
   * Sends a file's bytes where the server wants them.
   * @throws UploadRefused when the server does not want them after all
   */
  async upload({ uploadUrl, uploadMethod, maxBytes }: UploadGrant, bytes: Buffer): Promise<void> {
    if (bytes.length > maxBytes) throw new UploadRefused(`the file is larger than ${maxBytes} bytes`);
    for (let tries = 1; ; tries++) {
      const response = await reach(uploadUrl, { method: uploadMethod, body: new Uint8Array(bytes) });
      if (response.ok) return;
      if (response.status === 503 && tries < BUSY_TRIES) {
        await new Promise((resolve) => setTimeout(resolve, BUSY_WAIT_MS));
        continue;
      }
      const body = (await response.json().catch(() => undefined)) as
        { error?: { message?: string } } | undefined;
      throw new UploadRefused(body?.error?.message ?? `the server answered ${response.status}`);
    }
  }
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    throw new CliError(EXIT.failed, `${new URL(url).origin} cannot be reached. Is the server running?`);
  }
}
