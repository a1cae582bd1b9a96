import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it left the browser. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/**
 * A proxy through which a whole browser goes, so that nothing it sends can be missed: pages, workers, beacons and the
 * browser's own requests. It passes plain HTTP on and notes it; encrypted connections are noted and refused.
 */
export class RecordingProxy {
  readonly sent: SentRequest[] = [];
  /** Paths that hold this are answered by 503, as a server does that is out of order. */
  outOfOrder: string | undefined;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.pass(request, response));
    this.server.on('connect', ({ url = '', headers }: IncomingMessage, socket) => {
      this.sent.push({ method: 'CONNECT', url, headers, body: Buffer.alloc(0) });
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
  }

  static async start(): Promise<RecordingProxy> {
    const proxy = new RecordingProxy();
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** Switches by which Chromium sends everything here, its own machine's servers included. */
  get switches(): string[] {
    const { port } = this.server.address() as AddressInfo;
    return [`--proxy-server=http://127.0.0.1:${port}`, '--proxy-bypass-list=<-loopback>'];
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '', headers } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    this.sent.push({ method, url, headers, body });
    if (this.outOfOrder !== undefined && url.includes(this.outOfOrder)) {
      response.writeHead(503).end();
      return;
    }
    const onward = forward(url, { method, headers: { ...headers, connection: 'close' } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    onward.end(body);
  }
}
