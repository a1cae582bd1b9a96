import { Command, Option } from 'commander';
import { readFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import type { FeedFormat } from '../api/admin-api.types.js';
import { CliError, EXIT } from './exit-code.js';
import { AdminClient } from './import/admin-client.js';
import { feedPictures } from './import/feed-pictures.js';
import { importFeed } from './import/import-feed.js';
import { sendPictures } from './import/send-pictures.js';

const FORMATS: Readonly<Record<string, FeedFormat>> = {
  '.csv': 'CSV',
  '.jsonl': 'JSONL',
  '.ndjson': 'JSONL',
};

interface ImportCommandOptions {
  readonly server: string;
  readonly key?: string;
  readonly pictures?: string;
}

/** `tryflow import`: brings a feed of garments, and the pictures it names, into a running server. */
export function importCommand(): Command {
  return new Command('import')
    .description(
      'Brings a feed of garments into a running server. Progress goes to stderr, lines that failed to stdout.',
    )
    .argument(
      '<feed>',
      '.csv or .jsonl with sku, name, description, category, tags, colourway_group, product_url, price, currency and picture, a path beside the feed',
    )
    .addOption(
      new Option('--server <url>', 'address of the server')
        .env('TRYFLOW_URL')
        .default('http://localhost:3000'),
    )
    .addOption(new Option('--key <key>', 'secret key of an EDITOR or OWNER').env('TRYFLOW_ADMIN_KEY'))
    .option('--pictures <folder>', 'what picture paths are relative to; default: the folder of the feed')
    .action(runImport);
}

async function runImport(path: string, { server, key, pictures }: ImportCommandOptions): Promise<void> {
  const format = FORMATS[extname(path).toLowerCase()];
  if (!format) throw new CliError(EXIT.usage, 'The feed must end in .csv, .jsonl or .ndjson.');
  if (key === undefined || key === '') {
    throw new CliError(EXIT.usage, 'Give the secret key with --key or in TRYFLOW_ADMIN_KEY.');
  }
  const feed = await readFile(path).catch(() => {
    throw new CliError(EXIT.usage, `${path} cannot be read.`);
  });
  const client = new AdminClient(server, key);
  const report = await importFeed(client, format, feed);
  for (const { line, sku, field, message } of report.errors) tell(line, sku, field, message);
  const more = report.failed - report.errors.length;
  if (more > 0) process.stdout.write(`… and ${more} more\n`);
  const failedLines = new Set(report.errors.map(({ line }) => line));
  const named = await feedPictures(format, feed, pictures ?? dirname(path), failedLines);
  const failures = await sendPictures(client, named);
  for (const { line, sku, message } of failures) tell(line, sku, 'picture', message);
  if (report.state === 'FAILED') process.exitCode = EXIT.failed;
  else if (report.failed > 0 || failures.length > 0) process.exitCode = EXIT.refused;
}

function tell(line: number, sku?: string | null, field?: string | null, message = ''): void {
  const subject = [sku, field].filter(Boolean).join(' ');
  process.stdout.write(`line ${line}${subject === '' ? '' : ` (${subject})`}: ${message}\n`);
}
