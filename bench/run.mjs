/**
 * `npm run bench`: what one process does on this machine now, in less than two minutes. Absolute figures belong to
 * this machine and its load; the ratios at the end travel better.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { benchNetwork } from './network.mjs';
import { benchPipeline } from './pipeline.mjs';
import { benchServer } from './server.mjs';
import { figure, section } from './support/print.mjs';
import { config, ROOT } from './support/repository.mjs';

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const versionOf = (path) => JSON.parse(readFileSync(`${ROOT}${path}/package.json`, 'utf8')).version;

section('Machine');
console.log(
  `  ${availableParallelism()} cores, ${cpus()[0]?.model.trim()}, ${process.platform} ${process.arch}`,
);
console.log(
  `  node ${process.version}, tryflow ${versionOf('.')}, onnxruntime-node ${versionOf('node_modules/onnxruntime-node')}, sharp ${versionOf('node_modules/sharp')}`,
);
console.log(`  ${config.inferenceWorkers} workers × ${config.threadsPerSession} threads`);
const [load = 0] = loadavg();
if (load > 0.5)
  console.log(`  load average ${load.toFixed(1)}: other processes run, so the times below are too long`);

const network = await benchNetwork();
const pipeline = await benchPipeline();
const server = await benchServer();

section('Ratios');
figure('cached ÷ cold', server.cachedMs / server.coldMs, '×', { digits: 3 });
figure('network, fitting only ÷ whole', network.fittingMs / network.wholeMs, '×', { digits: 2 });
figure('network, in the server ÷ alone (fitting only)', server.networkMs / network.fittingMs, '×', {
  digits: 2,
});
figure('cold mutation ÷ try-on in one thread (features known)', server.coldMs / pipeline.jpegMs, '×', {
  digits: 2,
});
figure(
  'HTTP, GraphQL, database and files, share of a cold mutation',
  (100 * server.overheadMs) / server.coldMs,
  '%',
  {
    digits: 0,
  },
);
figure(
  '20 at a time ÷ one at a time, pictures per second',
  (server.picturesPerSecond * server.coldMs) / 1000,
  '×',
  {
    digits: 2,
  },
);
