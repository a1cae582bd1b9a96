import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ADMIN_KEY, SHOP_KEY } from './server-process.mjs';

const POLL_MS = 200;
const SEED_TIMEOUT_MS = 60_000;
const TRY_ON = `mutation ($input: TryOnInput!) { tryOn(input: $input) { __typename
  ... on TryOnCompleted { cacheState tryOn { id picture { url }
    timings { queueMs decodeMs networkMs composeMs encodeMs totalMs } } }
  ... on ErrorResult { errorCode message } } }`;

/** Talks to a server as the pages of a shop do, over connections that are kept. */
export class ShopClient {
  agent = new Agent({ keepAlive: true, maxSockets: 64 });

  /** @param {string} origin */
  constructor(origin) {
    this.origin = origin;
  }

  /** Starts the session of a shopper. */
  async startSession() {
    const { createShopperSession } = await this.ask('shop', 'mutation { createShopperSession { token } }');
    this.token = createShopperSession.token;
  }

  /**
   * Waits until the samples are prepared.
   * @returns {Promise<{ garments: string[], people: string[] }>} ids
   */
  async samples() {
    const deadline = Date.now() + SEED_TIMEOUT_MS;
    for (;;) {
      const { garments } = await this.ask(
        'admin',
        '{ garments(options: { take: 100 }) { items { id status } } }',
      );
      const ready = garments.items.filter(({ status }) => status === 'READY');
      if (ready.length > 0 && ready.length === garments.items.length) {
        const { samplePeople } = await this.ask('shop', '{ samplePeople { items { id } } }');
        return { garments: ready.map(({ id }) => id), people: samplePeople.items.map(({ id }) => id) };
      }
      if (Date.now() > deadline) throw new Error('The sample garments did not become ready.');
      await sleep(POLL_MS);
    }
  }

  /**
   * Hands in a photo.
   * @param {Buffer} bytes
   * @returns {Promise<string>} id
   */
  async uploadPhoto(bytes) {
    const { shop } = await this.ask('shop', '{ shop { consentVersion } }');
    const { createPersonPhotoUpload: upload } = await this.ask(
      'shop',
      `mutation ($v: String!) { createPersonPhotoUpload(input: { consentVersion: $v, consentScope: TRY_ON }) {
        ... on PersonPhotoUpload { uploadUrl personPhoto { id } } } }`,
      { v: shop.consentVersion },
    );
    const { status } = await fetch(upload.uploadUrl, { method: 'PUT', body: bytes });
    if (status !== 200) throw new Error(`The photo was answered ${status}.`);
    return upload.personPhoto.id;
  }

  /**
   * One mutation.
   * @param {string} garmentId
   * @param {string} personPhotoId
   * @param {object} output TryOnOutputInput
   * @returns {Promise<{ ms: number, cacheState: string, timings: Record<string, number> }>}
   */
  async tryOn(garmentId, personPhotoId, output) {
    const start = performance.now();
    const { tryOn } = await this.ask('shop', TRY_ON, { input: { garmentId, personPhotoId, output } });
    const ms = performance.now() - start;
    if (tryOn.__typename !== 'TryOnCompleted') throw new Error(`tryOn answered ${JSON.stringify(tryOn)}`);
    return { ms, cacheState: tryOn.cacheState, timings: tryOn.tryOn.timings };
  }

  close() {
    this.agent.destroy();
  }

  async ask(api, query, variables = {}) {
    const headers = api === 'admin' ? { authorization: `Bearer ${ADMIN_KEY}` } : { 'tryflow-key': SHOP_KEY };
    if (api === 'shop' && this.token) headers.authorization = `Bearer ${this.token}`;
    const text = await this.post(`/${api}-api`, headers, JSON.stringify({ query, variables }));
    const { data, errors } = JSON.parse(text);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  post(path, headers, body) {
    return new Promise((resolve, reject) => {
      const options = {
        method: 'POST',
        agent: this.agent,
        headers: { 'content-type': 'application/json', ...headers },
      };
      const sent = request(this.origin + path, options, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
        response.once('end', () => resolve(text)).once('error', reject);
      });
      sent.once('error', reject).end(body);
    });
  }
}
