import { Module } from '@nestjs/common';
import { AdminAccessResolver } from '../access/access.admin.resolver.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { GarmentAdminResolver } from '../catalog/garment.admin.resolver.js';
import { GarmentMaskAdminResolver } from '../catalog/garment-mask.admin.resolver.js';
import { GarmentImportAdminResolver } from '../catalog/garment-import.admin.resolver.js';
import { EvaluationAdminResolver } from '../evaluation/benchmark-jobs/evaluation.admin.resolver.js';
import { CatalogEvaluationAdminResolver } from '../evaluation/catalog/catalog-evaluation.admin.resolver.js';
import { CatalogResultsAdminResolver } from '../evaluation/catalog/catalog-results.admin.resolver.js';
import { EvaluationModule } from '../evaluation/evaluation.module.js';
import { StudyAdminResolver } from '../evaluation/studies/study.admin.resolver.js';
import { ModelAdminResolver } from '../model-activation/model.admin.resolver.js';
import { ModelActivationModule } from '../model-activation/model-activation.module.js';
import { OnDeviceAdminResolver } from '../on-device/on-device.admin.resolver.js';
import { OnDeviceModule } from '../on-device/on-device.module.js';
import { PersonsModule } from '../persons/persons.module.js';
import { RetentionAdminResolver } from '../persons/retention.admin.resolver.js';
import { SamplePersonAdminResolver } from '../persons/sample-person.admin.resolver.js';
import { AppearanceFlowAdminResolver } from '../try-on/appearance-flow.admin.resolver.js';
import { PrewarmAdminResolver } from '../try-on/prewarm.admin.resolver.js';
import { TryOnAdminResolver } from '../try-on/try-on.admin.resolver.js';
import { TryOnModule } from '../try-on/try-on.module.js';
import { TryOnUsageAdminResolver } from '../try-on/usage/try-on-usage.admin.resolver.js';

/** Every resolver of `/admin-api`. */
@Module({
  imports: [
    CatalogModule,
    PersonsModule,
    TryOnModule,
    EvaluationModule,
    ModelActivationModule,
    OnDeviceModule,
  ],
  providers: [
    AdminAccessResolver,
    GarmentAdminResolver,
    GarmentMaskAdminResolver,
    GarmentImportAdminResolver,
    ModelAdminResolver,
    SamplePersonAdminResolver,
    RetentionAdminResolver,
    TryOnAdminResolver,
    AppearanceFlowAdminResolver,
    TryOnUsageAdminResolver,
    PrewarmAdminResolver,
    EvaluationAdminResolver,
    CatalogEvaluationAdminResolver,
    CatalogResultsAdminResolver,
    StudyAdminResolver,
    OnDeviceAdminResolver,
  ],
})
export class AdminApiModule {}
