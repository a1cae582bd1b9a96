import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { RequestContext } from '../access/request-context.js';
import type { Garment } from '../catalog/garment.entity.js';
import { GarmentService } from '../catalog/garment.service.js';
import type { AppearanceFlow } from '../inference/appearance-flow.js';
import { InferenceBusyError } from '../inference/inference-busy-error.js';
import { INFERENCE_PROVIDER, type InferenceProvider } from '../inference/inference-provider.js';
import { PersonPhotoService } from '../persons/person-photo.service.js';
import { BlobNotFoundError } from '../storage/blob-store.js';
import { SingleFlight } from './single-flight.js';
import type { TryOn } from './try-on.entity.js';
import { DEFAULT_OUTPUT } from './try-on-key.js';
import { TryOnRepository } from './try-on.repository.js';
import { TryOnRunner, type TryOnWork } from './try-on.runner.js';

/** The flow of a pair, or why there is none. */
export type AppearanceFlowOutcome =
  | {
      readonly kind: 'FOUND';
      readonly flow: AppearanceFlow;
      readonly garment: Garment;
      /** The stored try-on that this flow made; null when there is none or it was withheld. */
      readonly tryOn: TryOn | null;
    }
  | { readonly kind: 'GARMENT_NOT_FOUND' | 'SAMPLE_PERSON_NOT_FOUND' }
  | { readonly kind: 'GARMENT_NOT_READY' | 'SAMPLE_PERSON_NOT_READY' }
  | { readonly kind: 'BUSY'; readonly retryAfterMs: number };

/** Tells merchants where the pixels of a sample person's try-on come from. Shoppers' photos are never looked at. */
@Injectable()
export class AppearanceFlowService implements OnApplicationShutdown {
  private readonly flights = new SingleFlight<AppearanceFlow>();

  constructor(
    private readonly runner: TryOnRunner,
    private readonly tryOns: TryOnRepository,
    private readonly garments: GarmentService,
    private readonly persons: PersonPhotoService,
    @Inject(INFERENCE_PROVIDER) private readonly inference: InferenceProvider,
  ) {}

  /** See `Query.appearanceFlow` of the admin schema. Equal requests that come together are computed once. */
  async find(ctx: RequestContext, garmentId: string, samplePersonId: string): Promise<AppearanceFlowOutcome> {
    const work = await this.readWork(ctx.channel.id, garmentId, samplePersonId);
    if ('kind' in work) return work;
    try {
      const flow = await this.flights.run(this.runner.keyOf(work), async () =>
        this.inference.appearanceFlow(await this.runner.read(work)),
      );
      const garment = await this.garments.find(ctx, garmentId);
      // Prepared anew meanwhile: the flow would point into another cut-out.
      if (garment?.cutoutDigest !== work.garment.cutoutDigest) return { kind: 'GARMENT_NOT_READY' };
      const row = await this.tryOns.findByKey(work.channelId, this.runner.keyOf(work, flow.modelDigest));
      return { kind: 'FOUND', flow, garment, tryOn: row?.state === 'COMPLETED' ? row : null };
    } catch (error) {
      if (error instanceof InferenceBusyError) return { kind: 'BUSY', retryAfterMs: error.retryAfterMs };
      if (!(error instanceof BlobNotFoundError)) throw error;
      // One of the two was deleted or prepared anew meanwhile.
      const now = await this.readWork(ctx.channel.id, garmentId, samplePersonId);
      return 'kind' in now ? now : { kind: 'GARMENT_NOT_READY' };
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.flights.settled();
  }

  private async readWork(
    channelId: string,
    garmentId: string,
    samplePersonId: string,
  ): Promise<TryOnWork | Exclude<AppearanceFlowOutcome, { kind: 'FOUND' | 'BUSY' }>> {
    const [person, garment] = await Promise.all([
      this.persons.findForTryOn({ channelId }, samplePersonId),
      this.garments.findReady(channelId, garmentId),
    ]);
    if (garment === 'NOT_FOUND') return { kind: 'GARMENT_NOT_FOUND' };
    if (person === 'NOT_FOUND') return { kind: 'SAMPLE_PERSON_NOT_FOUND' };
    if ('status' in garment) return { kind: 'GARMENT_NOT_READY' };
    if (person === 'AWAITING_UPLOAD' || 'rejected' in person) return { kind: 'SAMPLE_PERSON_NOT_READY' };
    return { channelId, person, garment, output: DEFAULT_OUTPUT, shopperId: null };
  }
}
