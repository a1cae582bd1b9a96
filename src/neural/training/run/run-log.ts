import { readFile, writeFile } from 'node:fs/promises';
import { writeSynced } from './write-synced.js';

/** One line of `log.jsonl`. */
export interface LogLine {
  readonly stage: string;
  readonly stageIndex: number;
  /** Steps of the stage. */
  readonly step: number;
  /** Samples of the stage. */
  readonly samples: number;
  /** Samples of all stages. */
  readonly totalSamples: number;
  readonly learningRate: number;
  /** Means since the line before. */
  readonly metrics: Readonly<Record<string, number>>;
  /** What depends on the clock, apart so that two runs can be compared without it. */
  readonly clock: { readonly at: string; readonly samplesPerSecond: number };
}

/** The reports of a run, one JSON object a line. */
export class RunLog {
  constructor(private readonly path: string) {}

  async append(line: LogLine): Promise<void> {
    await writeFile(this.path, `${JSON.stringify(line)}\n`, { flag: 'a' });
  }

  /** All lines; what a killed process left half written is no line. */
  async read(): Promise<LogLine[]> {
    const text = await readFile(this.path, 'utf8').catch(() => '');
    return text.split('\n').slice(0, -1).flatMap(parse);
  }

  /** Takes back the lines after a checkpoint: they are going to be written again. */
  async rewind(totalSamples: number): Promise<void> {
    const kept = (await this.read()).filter((line) => line.totalSamples <= totalSamples);
    await writeSynced(this.path, kept.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
}

function parse(line: string): LogLine[] {
  try {
    return [JSON.parse(line) as LogLine];
  } catch {
    return [];
  }
}
