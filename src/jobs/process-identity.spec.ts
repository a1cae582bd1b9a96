import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { isGone, ownIdentity } from './process-identity.js';

describe('isGone', () => {
  it('should be false for the running process, whose identities differ all the same', () => {
    const [one, other] = [ownIdentity(), ownIdentity()];

    expect(isGone(one)).toBe(false);
    expect(one.id).not.toBe(other.id);
  });

  it('should be true when a process of this machine has ended', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const identity = { ...ownIdentity(), pid: child.pid ?? 0 };
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;

    expect(isGone(identity)).toBe(true);
  });

  it.runIf(process.platform === 'linux')(
    'should be true when the number was given to another process',
    () => {
      expect(isGone({ ...ownIdentity(), startedAt: '1' })).toBe(true);
    },
  );

  it('should be false for a process of another machine, of which nothing is known', () => {
    expect(isGone({ ...ownIdentity(), space: 'elsewhere', pid: 2 ** 22 + 1 })).toBe(false);
  });
});
