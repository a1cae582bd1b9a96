import { figure, section, table } from './support/print.mjs';
import { PEOPLE, sample } from './support/repository.mjs';
import { ServerProcess } from './support/server-process.mjs';
import { ShopClient } from './support/shop-client.mjs';
import { median, quantile } from './support/statistics.mjs';

const CACHED_REQUESTS = 300;
const NEW_PHOTOS = 16;
const CONCURRENCY = 20;
const ROUNDS = 4;
/** No section of the measurement takes longer. */
const BUDGET_MS = 25_000;

/**
 * One real server process on fresh data, with the samples, on its embedded database; this process is its client.
 * @returns {Promise<{ coldMs: number, cachedMs: number, networkMs: number, overheadMs: number,
 *   picturesPerSecond: number }>} medians
 */
export async function benchServer() {
  const server = await ServerProcess.start({
    LOG_LEVEL: 'info',
    SEED_SAMPLES: 'true',
    CONFIDENCE_THRESHOLD: '0',
    TRY_ONS_PER_SHOPPER_HOUR: '1000000',
  });
  const client = new ShopClient(server.origin);
  try {
    return await measureServer(server, client);
  } finally {
    client.close();
    await server.stop();
  }
}

async function measureServer(server, client) {
  const { garments, people } = await client.samples();
  await client.startSession();
  const pairs = people.flatMap((person) => garments.map((garment) => [garment, person]));
  for (const [garment, person] of pairs.filter((_, index) => index % garments.length === 0)) {
    await client.tryOn(garment, person, { quality: 50 });
  }

  section('Server: one process, mutation over loopback, 1024×768 JPEG, one request at a time, ms');
  const first = await firstOfPhotos(client, garments);
  spread('cold, first garment on a new photo', first);
  const cold = await inTurn(pairs, ([garment, person]) => client.tryOn(garment, person, {}));
  const coldTimes = cold.map(({ ms }) => ms);
  spread('cold, next garment on a known person', coldTimes, 120);
  const repeats = Array.from({ length: CACHED_REQUESTS }, (_, index) => pairs[index % cold.length]);
  const cached = await inTurn(repeats, ([garment, person]) => client.tryOn(garment, person, {}));
  expectState(cold, 'MISS');
  expectState(cached, 'HIT');
  const cachedTimes = cached.map(({ ms }) => ms);
  spread('cached', cachedTimes, 5);

  stages('cold, next garment', cold);

  section(`Server: ${CONCURRENCY} cold requests at a time`);
  const { loopDelay, times, picturesPerSecond } = await underLoad(server, client, pairs);
  figure('event loop delay p99', loopDelay.p99, 'ms', {
    most: 20,
    note: `max ${loopDelay.max.toFixed(1)} ms`,
  });
  figure('pictures per second', picturesPerSecond, '1/s', { note: `${times.length} pictures` });
  figure('mutation p50', median(times), 'ms');
  figure('mutation p95', quantile(times, 0.95), 'ms');
  return {
    coldMs: median(coldTimes),
    cachedMs: median(cachedTimes),
    networkMs: median(cold.map(({ timings }) => timings.networkMs)),
    overheadMs: median(cold.map(({ ms, timings }) => ms - timings.totalMs)),
    picturesPerSecond,
  };
}

/** Milliseconds of the first try-on of newly uploaded photos. */
async function firstOfPhotos(client, garments) {
  const photos = [];
  for (let index = 0; index < NEW_PHOTOS; index++) {
    photos.push(await client.uploadPhoto(await sample(`people/${PEOPLE[index % PEOPLE.length]}.jpg`)));
  }
  const results = await inTurn(photos, (photo, index) =>
    client.tryOn(garments[index % garments.length], photo, {}),
  );
  return results.map(({ ms }) => ms);
}

/** Medians of where a cold mutation's time goes; the rest is HTTP, GraphQL, database, files and this client. */
function stages(name, answers) {
  const columns = ['queue', 'decode', 'network', 'compose', 'encode'];
  const values = columns.map((stage) => median(answers.map(({ timings }) => timings[`${stage}Ms`])));
  const rest = median(answers.map(({ ms, timings }) => ms - timings.totalMs));
  table([...columns, 'rest'], [[`${name}: medians of the stages`, ...values, rest]]);
}

/** Rounds of equally many requests at once, every one of them new; the event loop is watched meanwhile. */
async function underLoad(server, client, pairs) {
  const times = [];
  await server.resetLoopDelay();
  const start = performance.now();
  for (let round = 0; round < ROUNDS && performance.now() - start < BUDGET_MS; round++) {
    const requests = Array.from({ length: CONCURRENCY }, (_, index) => {
      const [garment, person] = pairs[(round * CONCURRENCY + index * 5) % pairs.length];
      return client.tryOn(garment, person, { quality: 60 + round });
    });
    const answers = await Promise.all(requests);
    expectState(answers, 'MISS');
    times.push(...answers.map(({ ms }) => ms));
  }
  const seconds = (performance.now() - start) / 1000;
  return { loopDelay: await server.loopDelay(), times, picturesPerSecond: times.length / seconds };
}

async function inTurn(items, action) {
  const results = [];
  const deadline = performance.now() + BUDGET_MS;
  for (const [index, item] of items.entries()) {
    if (performance.now() > deadline) break;
    results.push(await action(item, index));
  }
  return results;
}

function expectState(answers, state) {
  const other = answers.find(({ cacheState }) => cacheState !== state);
  if (other) throw new Error(`Expected ${state}, but a request was answered ${other.cacheState}.`);
}

function spread(name, times, most) {
  figure(`${name}, p50`, median(times), 'ms', { most, note: `n = ${times.length}` });
  figure(`${name}, p95`, quantile(times, 0.95), 'ms');
}
