import type { CheckpointNumbers, CheckpointStore } from './checkpoint-store.js';
import { learningRate } from './learning-rate.js';
import { ReportWindow } from './report-window.js';
import type { RunReporter } from './run-reporter.js';
import { SanityGuard, sanityLimits } from './sanity-guard.js';
import type { NamedWeights } from '../../networks/named-weights.js';
import { type OpenStage, scheduleOf, type StagePlan, stepsOf } from './stage-plan.js';
import { TrainingError } from './training-error.js';

/** How often what is written, and when to stop. */
export interface TrainingRhythm {
  readonly checkpointEveryMs: number;
  readonly reportEverySteps: number;
  readonly sheetEverySamples: number;
  /** When it is aborted, a checkpoint is written after the step that runs, and training ends. */
  readonly signal: AbortSignal;
  /** Milliseconds since some moment; default: the clock. */
  readonly now?: () => number;
}

/** A stage and where it stands. */
export interface StageProgress {
  readonly plan: StagePlan;
  readonly stageIndex: number;
  /** Samples of the stages before. */
  readonly samplesBefore: number;
  /** That the stage began with. */
  readonly weights: NamedWeights;
  /** Where to go on; absent: at the beginning. */
  readonly resumed?: Pick<CheckpointNumbers, 'window' | 'sanity'>;
}

/** Where a run writes. */
export interface StageOutput {
  readonly checkpoints: CheckpointStore;
  readonly reporter: RunReporter;
}

/**
 * Trains a stage to its end, or until it is asked to stop.
 *
 * @returns the weights of all networks after the stage; undefined when it was stopped
 * @throws TrainingError when training has gone astray; the weights of that moment are not kept
 */
export async function trainStage(
  stage: OpenStage,
  progress: StageProgress,
  output: StageOutput,
  rhythm: TrainingRhythm,
): Promise<NamedWeights | undefined> {
  return new StageTraining(stage, progress, output, rhythm).run();
}

class StageTraining {
  private readonly window: ReportWindow;
  private readonly guard: SanityGuard;
  private readonly steps: number;
  private readonly now: () => number;
  private checkpointAt: number;
  private reportedAt: number;
  private samplesReported: number;
  /** The first step opens sessions in the threads, so that its time says nothing of those that follow. */
  private hasStarted = false;

  constructor(
    private readonly stage: OpenStage,
    private readonly progress: StageProgress,
    private readonly output: StageOutput,
    private readonly rhythm: TrainingRhythm,
  ) {
    this.window = new ReportWindow(progress.resumed?.window);
    this.guard = new SanityGuard(sanityLimits(progress.plan.width), progress.resumed?.sanity);
    this.steps = stepsOf(progress.plan);
    this.now = rhythm.now ?? (() => performance.now());
    this.checkpointAt = this.now() + rhythm.checkpointEveryMs;
    this.reportedAt = this.now();
    this.samplesReported = this.samples;
  }

  async run(): Promise<NamedWeights | undefined> {
    while (this.stage.trainer.steps < this.steps) {
      if (this.rhythm.signal.aborted) {
        await this.checkpoint();
        return undefined;
      }
      await this.step();
      if (this.now() >= this.checkpointAt) {
        await this.checkpoint();
        this.checkpointAt = this.now() + this.rhythm.checkpointEveryMs;
      }
    }
    return this.finish();
  }

  private get samples(): number {
    return this.stage.trainer.steps * this.progress.plan.batch;
  }

  private async step(): Promise<void> {
    const { trainer } = this.stage;
    const before = this.samples;
    const rate = learningRate(scheduleOf(this.progress.plan), before);
    const metrics = await trainer.step(await this.stage.batch(trainer.steps), rate);
    const reason = this.guard.check(metrics);
    if (reason !== undefined) throw await this.astray(reason);
    this.window.add(metrics);
    if (!this.hasStarted) this.startClock();
    if (trainer.steps % this.rhythm.reportEverySteps === 0 || trainer.steps === this.steps) {
      await this.report(rate);
    }
    const { sheetEverySamples } = this.rhythm;
    const isSheetDue = Math.floor(this.samples / sheetEverySamples) > Math.floor(before / sheetEverySamples);
    if (isSheetDue && trainer.steps < this.steps) await this.sheet(this.weightsNow());
  }

  private startClock(): void {
    this.hasStarted = true;
    this.reportedAt = this.now();
    this.samplesReported = this.samples;
  }

  private async report(rate: number): Promise<void> {
    const { plan, stageIndex, samplesBefore } = this.progress;
    const seconds = Math.max(1e-3, (this.now() - this.reportedAt) / 1000);
    const samplesPerSecond = (this.samples - this.samplesReported) / seconds;
    this.reportedAt = this.now();
    this.samplesReported = this.samples;
    const line = {
      stage: plan.stage,
      stageIndex,
      step: this.stage.trainer.steps,
      samples: this.samples,
      totalSamples: samplesBefore + this.samples,
      learningRate: rate,
      metrics: this.window.close(),
      clock: { at: new Date().toISOString(), samplesPerSecond: Number(samplesPerSecond.toPrecision(4)) },
    };
    await this.output.reporter.report(line, Math.max(0, plan.samples - this.samples));
  }

  private async sheet(weights: NamedWeights): Promise<void> {
    const { plan, stageIndex, samplesBefore } = this.progress;
    const samples = String(this.samples).padStart(9, '0');
    const name = `${String(stageIndex + 1).padStart(2, '0')}-${plan.stage}-${samples}`;
    await this.output.reporter.sheet({
      name,
      stage: plan.stage,
      totalSamples: samplesBefore + this.samples,
      view: await this.stage.view(weights),
    });
  }

  private async finish(): Promise<NamedWeights> {
    const weights = this.weightsNow();
    await this.sheet(weights);
    await this.output.checkpoints.write({
      ...this.numbers(),
      isStageEnd: true,
      state: new Map(),
      weights,
    });
    return weights;
  }

  private async checkpoint(): Promise<void> {
    const { state } = this.stage.trainer.snapshot();
    const { weights } = this.progress;
    await this.output.checkpoints.write({ ...this.numbers(), isStageEnd: false, state, weights });
  }

  private numbers(): Omit<CheckpointNumbers, 'isStageEnd'> {
    const { plan, stageIndex, samplesBefore } = this.progress;
    return {
      version: 1,
      stageIndex,
      stage: plan.stage,
      stepsDone: this.stage.trainer.steps,
      samples: this.samples,
      totalSamples: samplesBefore + this.samples,
      window: this.window.state(),
      sanity: this.guard.state(),
    };
  }

  /** All networks: what gets used of those that are trained. */
  private weightsNow(): NamedWeights {
    const { trainer, kept } = this.stage;
    return new Map([...this.progress.weights, ...trainer.weights(kept)]);
  }

  private async astray(reason: string): Promise<TrainingError> {
    const { plan } = this.progress;
    const last = (await this.output.checkpoints.list()).at(-1);
    const kept =
      last === undefined
        ? 'There is no checkpoint yet.'
        : `The last good checkpoint is ${this.output.checkpoints.pathOf(last)}.`;
    return new TrainingError(
      `Training stopped in ${plan.stage} after ${this.samples} samples: ${reason}. ${kept}`,
    );
  }
}
