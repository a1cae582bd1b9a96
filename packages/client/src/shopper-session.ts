/** Keeps the shopper's token between pages; the default forgets it with the page. */
export interface TokenStore {
  read(): ShopperToken | undefined;
  write(token: ShopperToken | undefined): void;
}

/** An anonymous shopper's token; it names a random id and nothing else. */
export interface ShopperToken {
  readonly token: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** A token that is about to expire is not used any more: the request might outlive it. */
const SPARE_MS = 30_000;

/** One shopper's session: started when first needed, renewed when it has expired. */
export class ShopperSession {
  private current: ShopperToken | undefined;
  private starting: Promise<ShopperToken> | undefined;

  /**
   * @param start asks the server for a new session
   * @param store keeps the token beyond this object
   */
  constructor(
    private readonly start: () => Promise<ShopperToken>,
    private readonly store?: TokenStore,
  ) {
    this.current = store?.read();
  }

  /** The token of a session that still lives. Callers that come together share one new session. */
  async token(): Promise<string> {
    if (this.current && Date.parse(this.current.expiresAt) - SPARE_MS > Date.now()) return this.current.token;
    this.starting ??= this.start().finally(() => (this.starting = undefined));
    const started = await this.starting;
    this.keep(started);
    return started.token;
  }

  /** Whether there is a session that still lives. */
  get alive(): boolean {
    return this.current !== undefined && Date.parse(this.current.expiresAt) - SPARE_MS > Date.now();
  }

  /** Forgets a token that the server does not take any more. What belonged to it is out of reach. */
  end(): void {
    this.keep(undefined);
  }

  private keep(token: ShopperToken | undefined): void {
    this.current = token;
    this.store?.write(token);
  }
}
