import { describe, expect, it } from 'vitest';
import { ShopApiError } from './shop-api-error.js';
import { ShopClient } from './shop-client.js';

/** A request as the server sees it. */
interface Sent {
  readonly operation: string;
  readonly hasText: boolean;
  readonly token: string | undefined;
  readonly variables: Record<string, unknown>;
}

type Reply = { data: object } | { error: string };

/** A server that answers from a script and notes what it was sent. */
function scriptedServer(replies: Record<string, Reply[]>): { sent: Sent[]; fetch: typeof fetch } {
  const sent: Sent[] = [];
  let tokens = 0;
  const answer = (operation: string): Reply => {
    if (operation === 'CreateShopperSession') {
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
      return { data: { createShopperSession: { token: `token-${++tokens}`, expiresAt } } };
    }
    const reply = replies[operation]?.shift();
    if (!reply) throw new Error(`Nothing is scripted for ${operation}.`);
    return reply;
  };
  const scripted = (_url: string, { headers, body }: { headers: Record<string, string>; body: string }) => {
    const { operationName, query, variables } = JSON.parse(body) as {
      operationName: string;
      query?: string;
      variables: Record<string, unknown>;
    };
    const token = headers.authorization?.replace('Bearer ', '');
    sent.push({ operation: operationName, hasText: query !== undefined, token, variables });
    const reply = answer(operationName);
    const errors =
      'error' in reply ? [{ message: reply.error, extensions: { code: reply.error } }] : undefined;
    return Promise.resolve(
      Response.json({ data: 'data' in reply ? reply.data : null, errors }, { status: errors ? 400 : 200 }),
    );
  };
  return { sent, fetch: scripted as unknown as typeof fetch };
}

const picture = { url: 'https://server.example/p', urlExpiresAt: '', width: 3, height: 4, mediaType: '' };
const completed = {
  data: { tryOn: { __typename: 'TryOnCompleted', cacheState: 'MISS', tryOn: { id: 't', picture } } },
};
const input = { garmentId: 'g', personPhotoId: 'p' };

function client(replies: Record<string, Reply[]>, maxWaitMs = 5_000) {
  const server = scriptedServer(replies);
  const options = { server: 'https://server.example', key: 'tf_pk_x', fetch: server.fetch, maxWaitMs };
  return { shop: new ShopClient(options), sent: server.sent };
}

describe('ShopClient', () => {
  it('should send the digest alone, and the text when the server does not know it', async () => {
    const shop = { name: 'A' };
    const { shop: api, sent } = client({
      Shop: [{ error: 'PERSISTED_QUERY_NOT_FOUND' }, { data: { shop } }],
    });

    expect(await api.shop()).toEqual(shop);

    expect(sent.map(({ hasText }) => hasText)).toEqual([false, true]);
  });

  it('should start one session for calls that come together', async () => {
    const { shop: api, sent } = client({ TryOn: [completed, completed] });

    await Promise.all([api.tryOn(input), api.tryOn(input)]);

    expect(sent.filter(({ operation }) => operation === 'CreateShopperSession')).toHaveLength(1);
    expect(sent.filter(({ operation }) => operation === 'TryOn').map(({ token }) => token)).toEqual([
      'token-1',
      'token-1',
    ]);
  });

  it('should renew the session once when the server does not take the token', async () => {
    const { shop: api, sent } = client({ TryOn: [{ error: 'UNAUTHENTICATED' }, completed] });

    expect((await api.tryOn(input)).__typename).toBe('TryOnCompleted');

    expect(sent.at(-1)?.token).toBe('token-2');
  });

  it('should wait for a queued try-on and answer its outcome', async () => {
    const queued = { data: { tryOn: { __typename: 'TryOnQueued', retryAfterMs: 1, tryOn: { id: 't' } } } };
    const { shop: api, sent } = client({
      TryOn: [queued, completed],
      FindTryOn: [{ data: { tryOn: { state: 'RUNNING' } } }, { data: { tryOn: { state: 'COMPLETED' } } }],
    });
    const waits: number[] = [];

    const outcome = await api.tryOn(input, { onWait: (waitMs) => waits.push(waitMs) });

    expect(outcome).toMatchObject({ __typename: 'TryOnCompleted', tryOn: { picture } });
    expect(waits).toHaveLength(1);
    expect(sent.filter(({ operation }) => operation === 'FindTryOn')).toHaveLength(2);
  });

  it('should ask a busy server again, and give up after the longest wait', async () => {
    const busy = (retryAfterMs: number) => ({
      data: { tryOn: { __typename: 'TryOnBusy', errorCode: 'TRY_ON_BUSY', message: '', retryAfterMs } },
    });
    const { shop: api } = client({ TryOn: [busy(1), busy(60_000)] });

    expect(await api.tryOn(input)).toMatchObject({ __typename: 'TryOnBusy', retryAfterMs: 60_000 });
  });

  it('should pass expected failures through as values', async () => {
    const failed = { __typename: 'TryOnLowConfidence', errorCode: 'TRY_ON_LOW_CONFIDENCE', message: 'm' };
    const { shop: api } = client({ TryOn: [{ data: { tryOn: failed } }] });

    expect(await api.tryOn(input)).toEqual(failed);
  });

  it('should throw what is no expected failure, with its code', async () => {
    const { shop: api } = client({ Shop: [{ error: 'ORIGIN_NOT_ALLOWED' }] });

    await expect(api.shop()).rejects.toMatchObject({ code: 'ORIGIN_NOT_ALLOWED', status: 400 });
  });

  it('should call a server that does not answer a network failure', async () => {
    const broken = () => Promise.reject(new TypeError('refused'));
    const api = new ShopClient({ server: 'https://server.example', key: 'k', fetch: broken });

    await expect(api.shop()).rejects.toEqual(
      new ShopApiError('The server could not be reached.', 'NETWORK', 0),
    );
  });

  it('should stop waiting when it is told to', async () => {
    const queued = {
      data: { tryOn: { __typename: 'TryOnQueued', retryAfterMs: 4_000, tryOn: { id: 't' } } },
    };
    const { shop: api } = client({ TryOn: [queued] });
    const abort = new AbortController();

    const outcome = api.tryOn(input, {
      signal: abort.signal,
      onWait: () => abort.abort(new Error('enough')),
    });

    await expect(outcome).rejects.toThrow('enough');
  });
});
