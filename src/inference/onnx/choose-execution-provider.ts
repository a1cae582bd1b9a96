import type { ExecutionProvider } from '../inference-provider.js';

/** A provider that was tried in vain. */
export interface ProviderFailure {
  readonly executionProvider: ExecutionProvider;
  readonly reason: string;
}

/**
 * Tries execution providers in order of preference, the CPU last, and answers with what the first one that works
 * made.
 *
 * @param open makes and proves whatever is wanted on a provider, or throws
 * @throws Error when not even the CPU works
 */
export async function chooseExecutionProvider<T>(
  preference: readonly ExecutionProvider[],
  open: (executionProvider: ExecutionProvider) => Promise<T>,
): Promise<{ opened: T; failures: ProviderFailure[] }> {
  const failures: ProviderFailure[] = [];
  for (const executionProvider of new Set<ExecutionProvider>([...preference, 'cpu'])) {
    try {
      return { opened: await open(executionProvider), failures };
    } catch (error) {
      failures.push({ executionProvider, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  const tried = failures.map(({ executionProvider, reason }) => `${executionProvider}: ${reason}`).join('; ');
  throw new Error(`No execution provider can run the model (${tried}).`);
}
