import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { BLOB_STORE, type BlobKey, type BlobStore } from '../../storage/blob-store.js';
import { BlobOwnerRegistry } from '../../storage/blob-owner-registry.js';
import { EvaluationRepository } from './evaluation.repository.js';

const FOLDER = 'evaluations';

/** Folder of a run's report. */
export function reportFolder(evaluationId: string): string {
  return `${FOLDER}/${evaluationId}`;
}

/** Reports of completed runs: kept and read. */
@Injectable()
export class EvaluationReports implements OnModuleInit {
  readonly folder = FOLDER;

  constructor(
    private readonly repository: EvaluationRepository,
    private readonly blobOwners: BlobOwnerRegistry,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore,
  ) {}

  onModuleInit(): void {
    this.blobOwners.register(this);
  }

  /** The page; undefined when there is no such run or it has not completed. */
  async read(evaluationId: string): Promise<Buffer | undefined> {
    const evaluation = await this.repository.findById(evaluationId);
    return evaluation?.reportBlob ? this.blobs.get(evaluation.reportBlob) : undefined;
  }

  /** Which files belong to a run that exists. */
  async inUse(keys: readonly BlobKey[]): Promise<ReadonlySet<BlobKey>> {
    const idOf = (key: BlobKey): string => key.split('/')[1] ?? '';
    const ids = await this.repository.existing([...new Set(keys.map(idOf))]);
    return new Set(keys.filter((key) => ids.has(idOf(key))));
  }
}
