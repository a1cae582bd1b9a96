import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from './exit-code.js';
import { importCommand } from './import.command.js';
import { runProgram, tryflowProgram } from './program.js';

const KEY = 'tf_sk_of_the_test';

/** What the server of the test says, and what it was sent. */
interface Script {
  readonly report: { state: string; lines: number; created: number; updated: number; failed: number };
  readonly errors: readonly { line: number; sku?: string; field?: string; message: string }[];
  readonly skus: readonly string[];
  /** Answers of picture uploads, in order; 200 when there are no more. */
  readonly answers: number[];
  readonly uploads: { readonly path: string; readonly bytes: string }[];
}

let folder: string;
let server: Server;
let origin: string;
let script: Script;
let stdout: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tryflow-import-'));
  script = {
    report: { state: 'COMPLETED', lines: 1, created: 1, updated: 0, failed: 0 },
    errors: [],
    skus: ['A', 'B'],
    answers: [],
    uploads: [],
  };
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stdout = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const path = request.url ?? '';
  const json = (status: number, value: unknown): void =>
    void response.writeHead(status).end(JSON.stringify(value));
  if (path.startsWith('/uploads/')) {
    script.uploads.push({ path, bytes: body });
    const status = path === '/uploads/feed' ? 200 : (script.answers.shift() ?? 200);
    return json(status, status === 200 ? {} : { error: { message: 'Not good.' } });
  }
  if (request.headers.authorization !== `Bearer ${KEY}`) {
    return json(401, { errors: [{ message: 'This key is not valid.' }] });
  }
  const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
  const upload = (name: string): object => ({
    uploadUrl: `${origin}/uploads/${name}`,
    uploadMethod: 'PUT',
    maxBytes: 1_000,
  });
  if (query.includes('createGarmentImport(')) {
    return json(200, {
      data: { createGarmentImport: { garmentImport: { id: 'i' }, upload: upload('feed') } },
    });
  }
  if (query.includes('errors(')) {
    const { skip, take } = variables as { skip: number; take: number };
    return json(200, { data: { garmentImport: { errors: script.errors.slice(skip, skip + take) } } });
  }
  if (query.includes('garmentImport('))
    return json(200, { data: { garmentImport: { id: 'i', ...script.report } } });
  if (query.includes('garmentBySku')) {
    const sku = String(variables['sku']);
    return json(200, { data: { garmentBySku: script.skus.includes(sku) ? { id: `id-${sku}` } : null } });
  }
  return json(200, { data: { createGarmentPictureUpload: upload(String(variables['garmentId'])) } });
}

async function run(feed: string, { name = 'feed.csv', key = KEY } = {}): Promise<number> {
  const path = join(folder, name);
  await writeFile(path, feed);
  const program = tryflowProgram([importCommand()]);
  return runProgram(program, ['node', 'tryflow', 'import', path, '--server', origin, '--key', key]);
}

describe('tryflow import', () => {
  it('should send the feed and end well when all lines are used', async () => {
    expect(await run('sku,name\nA,Shirt\n')).toBe(EXIT.ok);

    expect(script.uploads).toEqual([{ path: '/uploads/feed', bytes: 'sku,name\nA,Shirt\n' }]);
    expect(stdout).toBe('');
  });

  it('should print every error and say so in its exit code when lines failed', async () => {
    const errors = Array.from({ length: 130 }, (_, index) => ({
      line: index + 2,
      sku: 'A',
      field: 'name',
      message: 'Bad.',
    }));
    script = { ...script, errors, report: { ...script.report, failed: 132 } };

    expect(await run('sku\nA\n')).toBe(EXIT.refused);

    expect(stdout.split('\n')).toHaveLength(132);
    expect(stdout).toContain('line 131 (A name): Bad.\n… and 2 more\n');
  });

  it('should send the pictures of lines that were used', async () => {
    await writeFile(join(folder, 'a.jpg'), 'picture a');
    await writeFile(join(folder, 'b.jpg'), 'picture b');
    script = {
      ...script,
      errors: [{ line: 3, message: 'Bad.' }],
      report: { ...script.report, failed: 1 },
      answers: [503],
    };

    expect(await run('sku,picture\nA,a.jpg\nB,b.jpg\n')).toBe(EXIT.refused);

    expect(script.uploads.slice(1)).toEqual([
      { path: '/uploads/id-A', bytes: 'picture a' },
      { path: '/uploads/id-A', bytes: 'picture a' },
    ]);
  });

  it('should report pictures when they are missing, refused or lie elsewhere', async () => {
    await writeFile(join(folder, 'a.jpg'), 'picture a');
    script.answers.push(422);

    const feed = 'sku,picture\nA,a.jpg\nB,b.jpg\nC,a.jpg\nD,../d.jpg\n';
    expect(await run(feed)).toBe(EXIT.refused);

    expect(stdout.trimEnd().split('\n')).toEqual([
      'line 2 (A picture): a.jpg: Not good.',
      'line 3 (B picture): b.jpg cannot be read.',
      'line 4 (C picture): There is no garment with this sku.',
      'line 5 (D picture): ../d.jpg lies outside of the folder of pictures.',
    ]);
  });

  it('should fail when the server could not read the feed or the key is wrong', async () => {
    script = { ...script, report: { ...script.report, state: 'FAILED' } };

    expect(await run('sku\n')).toBe(EXIT.failed);
    expect(await run('sku\n', { key: 'tf_sk_other' })).toBe(EXIT.failed);
  });

  it('should say wrong usage when the file is of no known kind or the key is missing', async () => {
    expect(await run('sku\n', { name: 'feed.xlsx' })).toBe(EXIT.usage);
    expect(await run('sku\n', { key: '' })).toBe(EXIT.usage);
  });
});
