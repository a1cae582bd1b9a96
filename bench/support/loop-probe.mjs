/**
 * Loaded into the server process with `--import`: measures how late its event loop is, and tells over the channel to
 * the process that started it. The product itself has no such thing.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const RESOLUTION_MS = 1;

if (isMainThread && process.channel) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  process.on('message', (message) => {
    if (message === 'reset') delay.reset();
    const ms = (nanoseconds) => nanoseconds / 1e6;
    process.send({ p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max) });
  });
  process.channel.unref();
}
