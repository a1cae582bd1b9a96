import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { urlencoded } from 'express';
import { CatalogModule } from '../catalog/catalog.module.js';
import { PersonsModule } from '../persons/persons.module.js';
import { SweepModule } from '../sweep/sweep.module.js';
import { BenchmarkRun } from './benchmark-jobs/benchmark-run.js';
import { BenchmarkThread } from './benchmark-jobs/benchmark-thread.js';
import { EvaluationData } from './benchmark-jobs/evaluation-data.js';
import { EvaluationReports } from './benchmark-jobs/evaluation-reports.js';
import { EvaluationReportsController } from './benchmark-jobs/evaluation-reports.controller.js';
import { Evaluation } from './benchmark-jobs/evaluation.entity.js';
import { EvaluationRepository } from './benchmark-jobs/evaluation.repository.js';
import { EvaluationService } from './benchmark-jobs/evaluation.service.js';
import { CatalogEvaluation } from './catalog/catalog-evaluation.entity.js';
import { CatalogEvaluationRepository } from './catalog/catalog-evaluation.repository.js';
import { CatalogEvaluationService } from './catalog/catalog-evaluation.service.js';
import { CatalogResultsService } from './catalog/catalog-results.service.js';
import { CatalogTryOuts } from './catalog/catalog-try-outs.js';
import { EvaluatedPair } from './catalog/evaluated-pair.entity.js';
import { EvaluatedPictures } from './catalog/evaluated-pictures.js';
import { PairMark } from './catalog/pair-mark.entity.js';
import { EvaluationJob } from './evaluation.job.js';
import { ModelBench } from './model-bench.js';
import { StudyFiles } from './studies/study-files.js';
import { StudyLink } from './studies/study-link.js';
import { StudyPagesController } from './studies/study-pages.controller.js';
import { StudyPair } from './studies/study-pair.entity.js';
import { StudyPictures } from './studies/study-pictures.js';
import { StudyRater } from './studies/study-rater.entity.js';
import { StudyRatingService } from './studies/study-rating.service.js';
import { StudyVote } from './studies/study-vote.entity.js';
import { Study } from './studies/study.entity.js';
import { StudyRepository } from './studies/study.repository.js';
import { StudyService } from './studies/study.service.js';

/** A form with one choice. */
const MAX_FORM_BYTES = 1_024;

/** How good a model is: on the field's benchmarks, on a shop's own catalog, and in people's eyes. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      Evaluation,
      CatalogEvaluation,
      EvaluatedPair,
      PairMark,
      Study,
      StudyPair,
      StudyRater,
      StudyVote,
    ]),
    CatalogModule,
    PersonsModule,
    SweepModule,
  ],
  controllers: [StudyPagesController, EvaluationReportsController],
  providers: [
    ModelBench,
    EvaluationJob,
    EvaluationRepository,
    EvaluationService,
    EvaluationData,
    EvaluationReports,
    BenchmarkThread,
    BenchmarkRun,
    CatalogEvaluationRepository,
    CatalogEvaluationService,
    CatalogResultsService,
    CatalogTryOuts,
    EvaluatedPictures,
    StudyRepository,
    StudyService,
    StudyRatingService,
    StudyPictures,
    StudyFiles,
    StudyLink,
  ],
  exports: [
    EvaluationService,
    CatalogEvaluationService,
    CatalogResultsService,
    EvaluatedPictures,
    StudyService,
  ],
})
export class EvaluationModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(urlencoded({ extended: false, limit: MAX_FORM_BYTES })).forRoutes(StudyPagesController);
  }
}
