/**
 * `npm run bench:storefront [-- <runs>]`: what a shopper's browser downloads and waits for, on a server and a Chromium of
 * this machine. Every run is a new browser profile; medians over the runs. Chromium is Debian's, or the one in CHROMIUM.
 */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { openVisit, startChromium } from './support/browser-visit.mjs';
import { figure, section } from './support/print.mjs';
import { ROOT } from './support/repository.mjs';
import { ADMIN_KEY, ServerProcess } from './support/server-process.mjs';
import { median } from './support/statistics.mjs';

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const RUNS = Number(process.argv[2] ?? 5);
const PHOTO = `${ROOT}samples/people/p03_g14.jpg`;
const SCRIPT_BUDGET_KB = 60;
/** A looked-up key, and with it its shop's policy, is trusted for 5 seconds. */
const POLICY_MS = 5_200;

section('Machine');
console.log(
  `  ${availableParallelism()} cores, ${cpus()[0]?.model.trim()}, load average ${loadavg()[0].toFixed(1)}`,
);
console.log(`  ${RUNS} runs, each in a new profile`);

const server = await ServerProcess.start({ SEED_SAMPLES: 'true', TRY_ONS_PER_SHOPPER_HOUR: '1000000' });
const browser = await startChromium();
try {
  await setMode('SERVER');
  await benchPages();
  await benchServerMode();
  await setMode('DEVICE_ONLY');
  await benchDeviceMode();
} finally {
  await browser.close();
  await server.stop();
}

/** What pages transfer and do before anybody asks for a try-on. */
async function benchPages() {
  for (const encoding of ['gzip', 'br']) {
    section(`Before the click, ${encoding === 'br' ? 'Brotli' : 'gzip'}, kB`);
    const loader = await inTurn(() => visited('/products/DEMO-G01', encoding, () => undefined));
    medianOf('scripts of the product page', loader, ({ scriptBytes }) => scriptBytes / 1e3, 'kB');
    const before = await inTurn(() => visited('/products/DEMO-G01', encoding, openConsent));
    medianOf('scripts up to the question for consent', before, ({ scriptBytes }) => scriptBytes / 1e3, 'kB', {
      most: encoding === 'gzip' ? SCRIPT_BUDGET_KB : undefined,
    });
  }
  section('While pages and components come up');
  for (const path of ['/', '/products/DEMO-G01', '/embed']) {
    const seen = await inTurn(() => visited(path, 'br', () => undefined));
    medianOf(`${path}: cumulative layout shift`, seen, ({ layoutShift }) => layoutShift, '', {
      digits: 4,
      most: 0,
    });
    longTasks(path, seen);
  }
}

async function benchServerMode() {
  section('On the server: the shopper’s own photo');
  const own = await inTurn((run) =>
    visited(`/products/DEMO-G${pad(run)}`, 'br', async (visit) => {
      await openConsent(visit);
      await visit.choosePhoto(PHOTO);
      const consentMs = await visit.untilResult(() => visit.press('Use this photo'));
      return { consentMs };
    }),
  );
  medianOf('“Use this photo” to the picture, first photo', own, ({ consentMs }) => consentMs, 'ms');
  medianOf('scripts in all', own, ({ scriptBytes }) => scriptBytes / 1e3, 'kB');
  longTasks('whole visit', own);

  section('On the server: a model');
  const [cold, warm] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    // The second visitor asks for the pair that the first one had computed.
    for (const times of [cold, warm]) {
      const seen = await visited(`/products/DEMO-G${pad(run)}`, 'br', (visit) => pickModel(visit, 'Kofi'));
      times.push(seen);
    }
  }
  expect(cold, false);
  expect(warm, true);
  for (const [name, seen] of [
    ['cold', cold],
    ['cached pair', warm],
  ]) {
    medianOf(`${name}: click on “Try it on” to the choice of a person`, seen, ({ roomMs }) => roomMs, 'ms');
    medianOf(`${name}: choice to the picture`, seen, ({ choiceMs }) => choiceMs, 'ms');
  }
}

async function benchDeviceMode() {
  section('On the device: the shopper’s own photo');
  const firsts = [];
  const laters = [];
  for (let run = 0; run < RUNS; run++) {
    const visit = await openVisit(browser, server.origin, 'br');
    try {
      await visit.go('/products/DEMO-G01');
      await openConsent(visit);
      await visit.choosePhoto(PHOTO);
      const firstMs = await visit.untilResult(() => visit.press('Use this photo'));
      firsts.push({ ms: firstMs, ...(await visit.figures()) });
      // A later page of the same browser: the model is kept, the photo is restored, the garment is new.
      await visit.go('/products/DEMO-G02');
      const laterMs = await visit.untilResult(() => visit.press('Try it on'));
      laters.push({ ms: laterMs, ...(await visit.figures()) });
    } finally {
      await visit.leave();
    }
  }
  medianOf('“Use this photo” to the picture, first visit with download', firsts, ({ ms }) => ms, 'ms');
  medianOf('“Try it on” to the picture, later page', laters, ({ ms }) => ms, 'ms');
  medianOf('first visit: scripts', firsts, ({ scriptBytes }) => scriptBytes / 1e3, 'kB');
  medianOf('first visit: model', firsts, ({ modelBytes }) => modelBytes / 1e3, 'kB');
  medianOf('first visit: runtime (WebAssembly)', firsts, ({ runtimeBytes }) => runtimeBytes / 1e3, 'kB');
  medianOf('later page: model and runtime', laters, (it) => (it.modelBytes + it.runtimeBytes) / 1e3, 'kB');
  longTasks('first visit', firsts);
}

/** One visit in a new profile: the page, what is done on it, and its figures. */
async function visited(path, encoding, act) {
  const visit = await openVisit(browser, server.origin, encoding);
  try {
    await visit.go(path);
    const acted = await act(visit);
    return { ...acted, ...(await visit.figures()) };
  } finally {
    await visit.leave();
  }
}

async function openConsent(visit) {
  await visit.press('Try it on');
  await visit.press('Choose a photo');
  await visit.button('I agree').waitFor();
}

async function pickModel(visit, name) {
  const roomMs = await visit.until(() => visit.press('Try it on'), visit.button(`Show it on ${name}`));
  const choiceMs = await visit.untilResult(() => visit.press(`Show it on ${name}`));
  return { roomMs, choiceMs, fromCache: await visit.fromCache() };
}

async function setMode(mode) {
  const answer = await fetch(`${server.origin}/admin-api`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ADMIN_KEY}` },
    body: JSON.stringify({
      query: `mutation { updateChannel(input: { tryOnMode: ${mode} }) { __typename } }`,
    }),
  });
  if (!answer.ok) throw new Error(`The policy could not be set: ${await answer.text()}`);
  await new Promise((resolve) => setTimeout(resolve, POLICY_MS));
}

async function inTurn(visitOnce) {
  const seen = [];
  for (let run = 0; run < RUNS; run++) seen.push(await visitOnce(run));
  return seen;
}

function medianOf(name, seen, pick, unit, options) {
  const values = seen.map(pick);
  const note = `${Math.min(...values).toFixed(options?.digits ?? 1)}–${Math.max(...values).toFixed(options?.digits ?? 1)}`;
  figure(name, median(values), unit, { ...options, note });
}

function longTasks(name, seen) {
  medianOf(`${name}: main thread, longest task`, seen, ({ longestTaskMs }) => longestTaskMs, 'ms');
  medianOf(`${name}: main thread, tasks over 50 ms in all`, seen, ({ longTasksMs }) => longTasksMs, 'ms');
}

function expect(seen, fromCache) {
  if (seen.some((visit) => visit.fromCache !== fromCache))
    throw new Error(`A picture was ${fromCache ? 'computed' : 'cached'} where it should not have been.`);
}

function pad(run) {
  return String((run % 15) + 1).padStart(2, '0');
}
