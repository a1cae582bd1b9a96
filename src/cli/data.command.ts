import { Command, Option } from 'commander';
import { LAYOUT_NAMES, type LayoutName } from '../neural/datasets/open-data-set.js';
import { checkData, type DataCheck } from './data-check/check-data.js';
import { tellDataCheck } from './data-check/tell-data-check.js';
import { EXIT } from './exit-code.js';

interface CheckOptions {
  readonly layout: LayoutName;
  readonly split?: string;
  readonly against?: string;
  readonly againstSplit?: string;
  readonly masks?: boolean;
  readonly json?: boolean;
}

/** `tryflow data …`: looks at data sets before hours are spent on them. */
export function dataCommand(): Command {
  const check = new Command('check')
    .description(
      'Decodes every file of a data set and names what is missing, broken, implausible or there twice. Exit code 1 when anything is.',
    )
    .argument('<path>', 'folder, .tar file or folder of .tar shards')
    .addOption(new Option('--layout <name>', 'how the files lie').choices(LAYOUT_NAMES).makeOptionMandatory())
    .option('--split <name>', 'which part, where the data set has several')
    .option('--against <path>', 'test data of the same layout: pictures that are in both are named')
    .option('--against-split <name>', 'which part of the test data')
    .option('--masks', 'compare each garment mask with one made from the picture (slower)')
    .option('--json', 'as JSON, for programs')
    .action(runCheck);
  return new Command('data').description('Looks at data sets for training.').addCommand(check);
}

async function runCheck(path: string, { json, ...options }: CheckOptions): Promise<void> {
  const found = await checkData({ path, ...options });
  if (json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else for (const line of tellDataCheck(found)) process.stdout.write(`${line}\n`);
  if (!isSound(found)) process.exitCode = EXIT.failed;
}

function isSound({ report, leaks }: DataCheck): boolean {
  return report.problems.length === 0 && (leaks?.length ?? 0) === 0;
}
