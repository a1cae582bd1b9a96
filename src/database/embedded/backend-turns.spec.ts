import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Backend, type BackendClient, BackendTurns } from './backend-turns.js';

/** A backend whose statements are words: BEGIN and END, FAIL throws, anything else is noted. */
class WordBackend implements Backend {
  readonly log: string[] = [];
  private open = false;

  async execute(messages: Uint8Array, onReply: (bytes: Uint8Array) => void): Promise<void> {
    const word = Buffer.from(messages).toString();
    await new Promise((resolve) => setImmediate(resolve));
    if (word === 'FAIL') throw new Error('broken');
    if (word === 'BEGIN') this.open = true;
    if (word === 'END') this.open = false;
    this.log.push(word);
    onReply(messages);
  }

  inTransaction(): boolean {
    return this.open;
  }

  rollBack(): Promise<void> {
    this.open = false;
    this.log.push('ROLLBACK');
    return Promise.resolve();
  }
}

class Client implements BackendClient {
  readonly replies: string[] = [];
  expelled?: string;

  constructor(private readonly turns: BackendTurns) {}

  say(word: string, complete = true): void {
    this.turns.request({ client: this, messages: Buffer.from(word), complete });
  }

  reply(bytes: Uint8Array): void {
    this.replies.push(Buffer.from(bytes).toString());
  }

  expel(code: string): void {
    this.expelled = code;
    this.turns.leave(this);
  }
}

describe('BackendTurns', () => {
  let backend: WordBackend;
  let turns: BackendTurns;

  beforeEach(() => {
    backend = new WordBackend();
    turns = new BackendTurns({ idleInTransactionMs: 30 });
  });

  it('should keep others out when a client is in a transaction', async () => {
    const [a, b] = [new Client(turns), new Client(turns)];
    turns.start(backend);

    a.say('BEGIN');
    b.say('b1');
    b.say('b2');
    a.say('a1');
    a.say('END');
    await turns.whenIdle();

    expect(backend.log).toEqual(['BEGIN', 'a1', 'END', 'b1', 'b2']);
    expect(b.replies).toEqual(['b1', 'b2']);
  });

  it('should keep others out when a client has flushed but not synchronised', async () => {
    const [a, b] = [new Client(turns), new Client(turns)];
    turns.start(backend);

    a.say('parse', false);
    b.say('b1');
    a.say('sync');
    await turns.whenIdle();

    expect(backend.log).toEqual(['parse', 'sync', 'b1']);
  });

  it('should roll back when a client leaves in a transaction, also while its statement runs', async () => {
    const [a, b] = [new Client(turns), new Client(turns)];
    turns.start(backend);

    a.say('BEGIN');
    a.say('never');
    b.say('b1');
    turns.leave(a);
    await turns.whenIdle();

    expect(backend.log).toEqual(['BEGIN', 'ROLLBACK', 'b1']);
  });

  it('should end a silent transaction when others wait', async () => {
    const [a, b] = [new Client(turns), new Client(turns)];
    turns.start(backend);

    a.say('BEGIN');
    b.say('b1');
    await vi.waitFor(() => expect(b.replies).toEqual(['b1']));

    expect(a.expelled).toBe('25P03');
    expect(backend.log).toEqual(['BEGIN', 'ROLLBACK', 'b1']);
  });

  it('should leave a silent transaction alone when nobody waits', async () => {
    const a = new Client(turns);
    turns.start(backend);

    a.say('BEGIN');
    await new Promise((resolve) => setTimeout(resolve, 120));
    a.say('END');
    await turns.whenIdle();

    expect(a.expelled).toBeUndefined();
    expect(backend.log).toEqual(['BEGIN', 'END']);
  });

  it('should disconnect only the client whose statement broke the backend', async () => {
    const [a, b] = [new Client(turns), new Client(turns)];
    turns.start(backend);

    a.say('FAIL');
    a.say('a2');
    b.say('b1');
    await turns.whenIdle();

    expect(a.expelled).toBe('XX000');
    expect(backend.log).toEqual(['ROLLBACK', 'b1']);
  });

  it('should keep requests until the backend starts', async () => {
    const a = new Client(turns);
    a.say('early');

    turns.start(backend);
    await turns.whenIdle();

    expect(a.replies).toEqual(['early']);
  });
});
