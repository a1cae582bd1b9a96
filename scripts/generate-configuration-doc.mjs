/**
 * Writes docs/configuration.md from the configuration class of the built product. `npm run docs:configuration`; with
 * `--check` it writes nothing and fails when the committed file differs.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import prettier from 'prettier';
import { Config } from '../dist/config/config.js';
import { settingsOf } from '../dist/config/setting.decorator.js';

const TARGET = 'docs/configuration.md';

/** Defaults that depend on the machine, in words. */
const IN_WORDS = {
  INFERENCE_WORKERS: 'the number of cores',
};

const INTRODUCTION = `# Configuration

Written by \`npm run docs:configuration\` from \`src/config/config.ts\`; change the text there.

Every setting is an environment variable and every one has a default that works. Values that cannot be used stop the
start, and all of them are named at once. Booleans are \`true\`/\`1\`/\`on\` and \`false\`/\`0\`/\`off\`, lists are separated by
commas, folders are relative to the working directory. An empty value counts as unset. The command line
(\`tryflow …\`) reads the same variables.

| variable | default | what it does |
| --- | --- | --- |
`;

const config = new Config();
const rows = [...settingsOf(Config.prototype)].map(
  ([property, { variable, description, secret }]) =>
    `| \`${variable}\` | ${secret ? 'unset (secret)' : defaultText(variable, config[property])} | ${cell(description)} |`,
);
const options = { ...(await prettier.resolveConfig(TARGET)), parser: 'markdown' };
const text = await prettier.format(INTRODUCTION + rows.join('\n'), options);

if (!process.argv.includes('--check')) {
  await writeFile(TARGET, text);
} else if (text !== (await readFile(TARGET, 'utf8').catch(() => ''))) {
  console.error(`${TARGET} does not match src/config/config.ts: run npm run docs:configuration`);
  process.exitCode = 1;
}

function defaultText(variable, value) {
  if (IN_WORDS[variable]) return IN_WORDS[variable];
  if (value === undefined) return 'unset';
  const text = String(value);
  const path = relative(process.cwd(), text);
  return `\`${text.startsWith(process.cwd()) ? `./${path}` : text}\``;
}

/** Vertical bars would end the cell. */
function cell(text) {
  return text.replaceAll('|', String.raw`\|`);
}
