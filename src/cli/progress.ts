import type { GarmentIssue } from '../images/garment-readiness.js';
import type { PersonIssue } from '../images/check-person.js';

/** One line on stderr, so that stdout stays free for what a command answers. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Tells what was found about a picture.
 * @returns whether an error is among the findings
 */
export function tellIssues(path: string, issues: readonly (GarmentIssue | PersonIssue)[]): boolean {
  for (const { severity, code, message } of issues) progress(`${path}: ${severity} ${code}: ${message}`);
  return issues.some(({ severity }) => severity === 'error');
}
