import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeContactSheet } from '../reporting/contact-sheet.js';
import { EventFile } from '../reporting/event-file.js';
import { progressLine } from './progress-line.js';
import { RUN_FILES } from './run-files.js';
import { type LogLine, RunLog } from './run-log.js';
import type { RunReporter, RunSheet } from './run-reporter.js';

/** Tells of a run in its folder, in log, sheets and TensorBoard's event files, and to a person. */
export class FileReporter implements RunReporter {
  private events: EventFile | undefined;

  private constructor(
    private readonly folder: string,
    private readonly log: RunLog,
    /** Told line by line. */
    readonly tell: (line: string) => void,
  ) {}

  /** @param tell gets the lines for a person */
  static at(folder: string, tell: (line: string) => void): FileReporter {
    return new FileReporter(folder, new RunLog(join(folder, RUN_FILES.log)), tell);
  }

  async begin(totalSamples: number): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await this.log.rewind(totalSamples);
    this.events = EventFile.create(join(this.folder, RUN_FILES.events), { firstStep: totalSamples + 1 });
  }

  async report(line: LogLine, remaining: number): Promise<void> {
    await this.log.append(line);
    const { stage, totalSamples, learningRate, metrics, clock } = line;
    const { samplesPerSecond } = clock;
    const figures = { ...metrics, learning_rate: learningRate, samples_per_second: samplesPerSecond };
    const tagged = Object.entries(figures).map(([name, value]) => [`${stage}/${name}`, value] as const);
    this.events?.scalars(totalSamples, Object.fromEntries(tagged));
    this.tell(progressLine(line, remaining));
  }

  async sheet({ name, stage, totalSamples, view }: RunSheet): Promise<void> {
    const path = join(this.folder, RUN_FILES.sheets, `${name}.png`);
    const sheet = await writeContactSheet(path, view.rows, { labels: view.labels });
    this.events?.image(totalSamples, `${stage}/sheet`, sheet);
  }

  close(): void {
    this.events?.close();
    this.events = undefined;
  }
}
