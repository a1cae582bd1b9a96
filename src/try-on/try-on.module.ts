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

/** A garment on a person: asked for, computed, kept, pre-warmed. */
@Module({
  imports: [TypeOrmModule.forFeature([TryOn, Prewarm]), CatalogModule, PersonsModule, SweepModule],
  providers: [
    TryOnRepository,
    TryOnRunner,
    TryOnService,
    TryOnJob,
    TryOnLifecycle,
    AppearanceFlowService,
    PrewarmService,
    PrewarmJob,
  ],
  exports: [TryOnService, PrewarmService, AppearanceFlowService],
})
export class TryOnModule {}
