import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Endpoint, isErrno } from './endpoint.js';

const CLAIM_FILE = /^owner-(\d+)\.json$/;

/** A claim on a folder's database; the one with the highest generation counts. */
export interface Claim {
  readonly generation: number;
  /** Where the owner listens; absent when it has released the database. */
  readonly endpoint?: Endpoint;
}

/**
 * Decides which process owns a database, without a lock that could outlive its holder.
 *
 * Claims are files `owner-<generation>.json`. Whoever finds the newest claim's owner gone (nobody listens at its
 * endpoint) may make the next one; a hard link makes it appear whole and for one process only. The newest file is never
 * removed, only marked as released, since a slow process might else take an older generation for free; a process that
 * has claimed one therefore looks again for a newer.
 */
export class OwnerClaims {
  constructor(private readonly folder: string) {}

  /** The newest claim, if there ever was one. A file that cannot be read (a power cut) counts as released. */
  async current(): Promise<Claim | undefined> {
    for (;;) {
      const generation = Math.max(...(await this.generations()));
      if (generation === -Infinity) return undefined;
      try {
        return { generation, endpoint: parseEndpoint(await readFile(this.path(generation), 'utf8')) };
      } catch (error) {
        if (!isErrno(error, 'ENOENT')) throw error;
      }
    }
  }

  /**
   * Claims the database after a claim whose owner is gone (undefined: there was none). The claimant must already listen
   * at its endpoint. Answers undefined when another process was faster.
   */
  async next(after: Claim | undefined, endpoint: Endpoint): Promise<Claim | undefined> {
    const generation = (after?.generation ?? 0) + 1;
    const draft = await this.draft({ endpoint });
    try {
      await link(draft, this.path(generation));
    } catch (error) {
      if (isErrno(error, 'EEXIST')) return undefined;
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
    const generations = await this.generations();
    if (Math.max(...generations) > generation) {
      await rm(this.path(generation), { force: true });
      return undefined;
    }
    await Promise.all(
      generations.filter((older) => older < generation).map((older) => rm(this.path(older), { force: true })),
    );
    return { generation, endpoint };
  }

  /** Gives the database up, for another process to claim. */
  async release(claim: Claim): Promise<void> {
    await rename(await this.draft({}), this.path(claim.generation));
  }

  private async generations(): Promise<number[]> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    return (await readdir(this.folder)).flatMap((name) => {
      const generation = CLAIM_FILE.exec(name)?.[1];
      return generation === undefined ? [] : [Number(generation)];
    });
  }

  private async draft(content: { endpoint?: Endpoint }): Promise<string> {
    const path = join(this.folder, `draft-${randomUUID()}`);
    await writeFile(path, JSON.stringify(content), { mode: 0o600, flush: true });
    return path;
  }

  private path(generation: number): string {
    return join(this.folder, `owner-${generation}.json`);
  }
}

function parseEndpoint(text: string): Endpoint | undefined {
  try {
    return (JSON.parse(text) as { endpoint?: Endpoint }).endpoint;
  } catch {
    return undefined;
  }
}
