import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process as others can recognise it, and tell that it is gone. */
export interface ProcessIdentity {
  /** Unique to one job queue of one run of one process. */
  readonly id: string;
  /** Where the process number means anything: a boot of a machine and, on Linux, a pid namespace (a container). */
  readonly space: string;
  readonly pid: number;
  /** When the process started, in the system's own unit; empty where it is not known. A number may be given again. */
  readonly startedAt: string;
}

/** The identity of this process; a new `id` at each call. */
export function ownIdentity(): ProcessIdentity {
  return { id: randomUUID(), space: processSpace(), pid: process.pid, startedAt: startOf(process.pid) ?? '' };
}

/** Whether the process certainly is gone. False for processes of other machines and containers, of which nothing is known. */
export function isGone(identity: ProcessIdentity): boolean {
  if (identity.space !== processSpace()) return false;
  const startedAt = startOf(identity.pid);
  return startedAt === undefined || startedAt !== identity.startedAt;
}

function processSpace(): string {
  if (process.platform !== 'linux') return hostname();
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
}

/** Start of a running process, or undefined when there is none of that number. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux') {
      process.kill(pid, 0);
      return '';
    }
    // proc(5): the name in parentheses may hold spaces; the start time is field 22, the state after it field 3.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? '' : undefined;
  }
}
