import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { StageTimings } from '../inference/inference-provider.js';

const SECONDS_OF_WORK = [0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5, 10];

/** What the process counts, in the Prometheus exposition format. Labels never name a shop, a garment or a person. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  private readonly tryOns = new Counter({
    name: 'tryflow_try_ons_total',
    help: 'Answered try-on requests by outcome (COMPLETED, TRY_ON_BUSY, …) and cache state.',
    labelNames: ['outcome', 'cache'],
    registers: [this.registry],
  });

  private readonly deviceTryOns = new Counter({
    name: 'tryflow_device_try_ons_total',
    help: 'Try-ons that shoppers’ devices reported, by outcome and provider (WASM, WEBGPU).',
    labelNames: ['outcome', 'provider'],
    registers: [this.registry],
  });

  private readonly stages = new Histogram({
    name: 'tryflow_try_on_stage_seconds',
    help: 'Time of each stage of computed try-ons.',
    labelNames: ['stage'],
    buckets: SECONDS_OF_WORK,
    registers: [this.registry],
  });

  private readonly requests = new Histogram({
    name: 'tryflow_http_request_seconds',
    help: 'Time from request to answer by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS_OF_WORK,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  countTryOn(outcome: string, cache: string): void {
    this.tryOns.inc({ outcome, cache });
  }

  countDeviceTryOn(outcome: string, provider: string): void {
    this.deviceTryOns.inc({ outcome, provider });
  }

  /** Observes every stage of a computed try-on: `decodeMs` becomes stage `decode`, in seconds. */
  observeStages(timings: StageTimings): void {
    for (const [name, ms] of Object.entries(timings)) {
      this.stages.observe({ stage: name.replace(/Ms$/, '') }, Number(ms) / 1000);
    }
  }

  observeRequest(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  /** Registers a gauge whose values are asked for when the metrics are read. */
  gauge(
    name: string,
    help: string,
    labelNames: string[],
    collect: () => Promise<{ labels: Record<string, string>; value: number }[]>,
  ): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        for (const { labels, value } of await collect()) this.set(labels, value);
      },
    });
  }
}
