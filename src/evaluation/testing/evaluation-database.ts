import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Channel } from '../../access/channel.entity.js';
import { dataSourceOptions } from '../../database/data-source-options.js';
import { TemporaryPostgres } from '../../database/embedded/temporary-postgres.js';
import { migrate } from '../../database/migrate.js';
import { CatalogEvaluation } from '../catalog/catalog-evaluation.entity.js';
import { EvaluatedPair } from '../catalog/evaluated-pair.entity.js';
import { PairMark } from '../catalog/pair-mark.entity.js';
import { StudyPair } from '../studies/study-pair.entity.js';
import { StudyRater } from '../studies/study-rater.entity.js';
import { StudyVote } from '../studies/study-vote.entity.js';
import { Study } from '../studies/study.entity.js';

/** A database of its own with the tables of studies and catalog evaluations, for their tests. */
export class EvaluationDatabase {
  private constructor(
    readonly source: DataSource,
    private readonly postgres: TemporaryPostgres,
  ) {}

  static async open(): Promise<EvaluationDatabase> {
    const postgres = await TemporaryPostgres.open();
    const source = await new DataSource({
      ...dataSourceOptions(postgres.settings, 4, () => undefined),
      entities: [
        Channel,
        CatalogEvaluation,
        EvaluatedPair,
        PairMark,
        Study,
        StudyPair,
        StudyRater,
        StudyVote,
      ],
    }).initialize();
    await migrate(source);
    return new EvaluationDatabase(source, postgres);
  }

  async close(): Promise<void> {
    await this.source.destroy();
    await this.postgres.close();
  }

  /** Id of a new channel. */
  async channel(): Promise<string> {
    const channels = this.source.getRepository(Channel);
    const code = randomUUID();
    return (await channels.save(channels.create({ code, name: code, tryOnsPerShopperHour: 1 }))).id;
  }
}
