import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';

/** Where clients reach this server: configured, or known once it listens. */
@Injectable()
export class ServerAddress {
  private port: number;

  constructor(private readonly config: Config) {
    this.port = config.port;
  }

  /** To be called after `listen`, since port 0 takes a free one. */
  setPort(port: number): void {
    this.port = port;
  }

  /** Origin for URLs that leave the server, without a trailing slash. */
  get origin(): string {
    return this.config.publicUrl ? new URL(this.config.publicUrl).origin : `http://localhost:${this.port}`;
  }

  /** Origins under which this server's own pages are opened; on a machine of one's own, by the loopback address too. */
  get ownOrigins(): readonly string[] {
    const local = [`http://localhost:${this.port}`, `http://127.0.0.1:${this.port}`];
    return this.config.publicUrl ? [this.origin] : local;
  }
}
