import {
  Controller,
  ForbiddenException,
  Get,
  Headers,
  Header,
  ServiceUnavailableException,
} from '@nestjs/common';
import { Config } from '../config/config.js';
import { Metrics } from '../metrics/metrics.js';
import { type Check, ReadinessService } from './readiness.service.js';

/** For the platform that runs the server: Kubernetes-style probes and Prometheus. */
@Controller()
export class HealthController {
  constructor(
    private readonly config: Config,
    private readonly readiness: ReadinessService,
    private readonly metrics: Metrics,
  ) {}

  /** The process answers. */
  @Get('health/live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** 200 when requests can be served, else 503; the body says which part is not ready. */
  @Get('health/ready')
  async ready(): Promise<{ status: 'ok'; checks: Record<string, Check> }> {
    const { ready, checks } = await this.readiness.check();
    if (!ready) throw new ServiceUnavailableException({ status: 'unavailable', checks });
    return { status: 'ok', checks };
  }

  /** Prometheus exposition format 0.0.4. */
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metricsText(@Headers('authorization') authorization?: string): Promise<string> {
    const { metricsToken } = this.config;
    if (metricsToken && authorization !== `Bearer ${metricsToken}`) {
      throw new ForbiddenException('Send METRICS_TOKEN as a bearer token.');
    }
    return this.metrics.registry.metrics();
  }
}
