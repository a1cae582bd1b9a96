import { type DynamicModule, Module } from '@nestjs/common';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { ApolloDriver } from '@nestjs/apollo';
import { APP_FILTER } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { AccessModule } from './access/access.module.js';
import { AdminApiModule } from './api/admin-api.module.js';
import { ExceptionFilter } from './api/exception.filter.js';
import { graphqlEndpoint } from './api/graphql-endpoint.js';
import { ShopApiModule } from './api/shop-api.module.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { EvaluationModule } from './evaluation/evaluation.module.js';
import { HealthModule } from './health/health.module.js';
import { InferenceModule } from './inference/inference.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { Logger } from './logging/logger.js';
import { LoggingModule } from './logging/logging.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ModelActivationModule } from './model-activation/model-activation.module.js';
import { OnDeviceModule } from './on-device/on-device.module.js';
import { PagesModule } from './pages/pages.module.js';
import { PersonsModule } from './persons/persons.module.js';
import { SeedModule } from './seed/seed.module.js';
import { SigningModule } from './signing/signing.module.js';
import { StorageModule } from './storage/storage.module.js';
import { SweepModule } from './sweep/sweep.module.js';
import { TransferModule } from './transfer/transfer.module.js';
import { TryOnModule } from './try-on/try-on.module.js';

/** What every process needs: platform and features, without the HTTP interfaces. */
@Module({})
export class FeaturesModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: FeaturesModule,
      imports: [
        ConfigModule.forRoot(config),
        LoggingModule,
        MetricsModule,
        SigningModule,
        StorageModule,
        DatabaseModule,
        JobsModule,
        InferenceModule,
        TransferModule,
        AccessModule,
        CatalogModule,
        PersonsModule,
        TryOnModule,
        EvaluationModule,
        ModelActivationModule,
        OnDeviceModule,
        SeedModule,
        SweepModule,
      ],
    };
  }
}

/** The server: features behind two GraphQL endpoints, health and metrics. */
@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        FeaturesModule.forRoot(config),
        ShopApiModule,
        AdminApiModule,
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          useFactory: (injected: Config, logger: Logger) =>
            graphqlEndpoint('shop', ShopApiModule, injected, logger),
          inject: [Config, Logger],
        }),
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          useFactory: (injected: Config, logger: Logger) =>
            graphqlEndpoint('admin', AdminApiModule, injected, logger),
          inject: [Config, Logger],
        }),
        HealthModule,
        PagesModule,
      ],
      providers: [{ provide: APP_FILTER, useClass: ExceptionFilter }],
    };
  }
}
