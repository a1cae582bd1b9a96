import { describe, expect, it, vi } from 'vitest';
import type { ExecutionProvider } from '../inference-provider.js';
import { chooseExecutionProvider } from './choose-execution-provider.js';

/** Opens the providers that work; the others say why they do not. */
function opener(working: readonly ExecutionProvider[]) {
  return vi.fn((executionProvider: ExecutionProvider) =>
    working.includes(executionProvider)
      ? Promise.resolve(`session on ${executionProvider}`)
      : Promise.reject(new Error(`no driver for ${executionProvider}`)),
  );
}

describe('chooseExecutionProvider', () => {
  it('should try no further when the first of the preference works', async () => {
    const open = opener(['webgpu', 'cuda', 'cpu']);

    expect(await chooseExecutionProvider(['webgpu', 'cuda', 'cpu'], open)).toEqual({
      opened: 'session on webgpu',
      failures: [],
    });
    expect(open.mock.calls).toEqual([['webgpu']]);
  });

  it('should go on in the order of the preference and say what failed before', async () => {
    const open = opener(['webgpu', 'cpu']);

    expect(await chooseExecutionProvider(['cuda', 'webgpu'], open)).toEqual({
      opened: 'session on webgpu',
      failures: [{ executionProvider: 'cuda', reason: 'no driver for cuda' }],
    });
  });

  it('should end with the CPU when the preference does not name it', async () => {
    const { opened, failures } = await chooseExecutionProvider(['cuda', 'webgpu'], opener(['cpu']));

    expect(opened).toBe('session on cpu');
    expect(failures.map(({ executionProvider }) => executionProvider)).toEqual(['cuda', 'webgpu']);
  });

  it('should prefer the CPU when the preference says so', async () => {
    expect((await chooseExecutionProvider(['cpu', 'webgpu'], opener(['webgpu', 'cpu']))).opened).toBe(
      'session on cpu',
    );
  });

  it('should try each once and name all reasons when none works', async () => {
    const open = opener([]);

    await expect(chooseExecutionProvider(['webgpu', 'cpu', 'webgpu'], open)).rejects.toThrow(
      'No execution provider can run the model (webgpu: no driver for webgpu; cpu: no driver for cpu).',
    );
    expect(open.mock.calls).toEqual([['webgpu'], ['cpu']]);
  });
});
