import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../access/request-context.js';
import type { FeedFormat } from '../api/admin-api.types.js';
import type { Page } from '../api/page.js';
import type { GarmentImport } from './garment-import.entity.js';
import type { GarmentImportError } from './garment-import-error.entity.js';
import { GarmentImportRepository } from './garment-import.repository.js';

/** Imports as merchants see them. */
@Injectable()
export class GarmentImportService {
  constructor(private readonly imports: GarmentImportRepository) {}

  /** An import that waits for its feed. */
  create({ channel }: RequestContext, format: FeedFormat): Promise<GarmentImport> {
    return this.imports.create(channel.id, format);
  }

  find({ channel }: RequestContext, id: string): Promise<GarmentImport | null> {
    return this.imports.find(channel.id, id);
  }

  /** Imports of the channel, the newest first. */
  list({ channel }: RequestContext, page: Page): Promise<GarmentImport[]> {
    return this.imports.list(channel.id, page);
  }

  count({ channel }: RequestContext): Promise<number> {
    return this.imports.count(channel.id);
  }

  /** Errors of an import that the caller has found in its channel, by line. */
  errors(importId: string, page: Page): Promise<GarmentImportError[]> {
    return this.imports.errors(importId, page);
  }
}
