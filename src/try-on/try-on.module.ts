import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/catalog.module.js';
import { PersonsModule } from '../persons/persons.module.js';
import { SweepModule } from '../sweep/sweep.module.js';
import { AppearanceFlowService } from './appearance-flow.service.js';
import { Prewarm } from './prewarm.entity.js';
import { PrewarmJob } from './prewarm.job.js';
import { PrewarmService } from './prewarm.service.js';
import { TryOn } from './try-on.entity.js';
import { TryOnJob } from './try-on.job.js';
import { TryOnLifecycle } from './try-on.lifecycle.js';
import { TryOnRepository } from './try-on.repository.js';
import { TryOnRunner } from './try-on.runner.js';
import { TryOnService } from './try-on.service.js';
import { TryOnCount } from './usage/try-on-count.entity.js';
import { TryOnCountRepository } from './usage/try-on-count.repository.js';
import { TryOnTally } from './usage/try-on-tally.js';
import { TryOnUsageRecorder } from './usage/try-on-usage.recorder.js';
import { TryOnUsageService } from './usage/try-on-usage.service.js';

/** A garment on a person: asked for, computed, kept, pre-warmed, counted. */
@Module({
  imports: [
    TypeOrmModule.forFeature([TryOn, Prewarm, TryOnCount]),
    CatalogModule,
    PersonsModule,
    SweepModule,
  ],
  providers: [
    TryOnRepository,
    TryOnRunner,
    TryOnService,
    TryOnJob,
    TryOnLifecycle,
    AppearanceFlowService,
    PrewarmService,
    PrewarmJob,
    TryOnCountRepository,
    TryOnTally,
    TryOnUsageRecorder,
    TryOnUsageService,
  ],
  exports: [TryOnService, PrewarmService, AppearanceFlowService, TryOnUsageService],
})
export class TryOnModule {}
