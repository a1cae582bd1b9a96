import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A shop's own page on another origin than the server. */
export class ForeignSite {
  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  /**
   * Starts it on a free port.
   * @param html of its only page
   * @param headers such as a content security policy
   */
  static async start(
    html: () => string,
    headers: () => Readonly<Record<string, string>> = () => ({}),
  ): Promise<ForeignSite> {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers() }).end(html());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ForeignSite(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}
