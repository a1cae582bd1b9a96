import type { PictureMatch } from '../../neural/datasets/checking/find-duplicates.js';
import type { DataCheck } from './check-data.js';

/** What a check found, line by line: problems of each pair first, the summary last. */
export function tellDataCheck({ name, report, duplicates, leaks }: DataCheck): string[] {
  const { pairs, sound, problems, present } = report;
  const parts = Object.entries(present).map(([part, count]) => `${part} ${count}`);
  return [
    ...problems.map(({ id, problem }) => `${id}: ${problem}`),
    ...duplicates.map((match) => `duplicate ${match.kind}: ${tellMatch(match)}`),
    ...(leaks ?? []).map((match) => `leak of a ${match.kind}: ${tellMatch(match)}`),
    `${name}: ${sound} of ${pairs} pairs are sound; with ${parts.join(', ')}`,
    `${duplicates.length} pictures are there more than once`,
    ...(leaks ? [`${leaks.length} pictures are in the test data too`] : []),
  ];
}

function tellMatch({ first, second, isExact }: PictureMatch): string {
  return `${first.path} and ${second.path} ${isExact ? 'are equal' : 'look the same'}`;
}
