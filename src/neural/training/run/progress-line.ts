import type { LogLine } from './run-log.js';

/** The line that a person sees: where the stage stands, its losses, its speed and when it will be done. */
export function progressLine(line: LogLine, remaining: number): string {
  const { stage, samples, metrics, learningRate, clock } = line;
  const figures = Object.entries(metrics).map(([name, value]) => `${name} ${value.toPrecision(4)}`);
  return [
    `${stage} ${grouped(samples)} of ${grouped(samples + remaining)}`,
    ...figures,
    `rate ${learningRate.toExponential(1)}`,
    `${clock.samplesPerSecond.toPrecision(3)} samples/s`,
    remaining > 0 ? `done in ${duration(remaining / clock.samplesPerSecond)}` : 'done',
  ].join(' · ');
}

/** Seconds as a person says them: `40 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown time';
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
