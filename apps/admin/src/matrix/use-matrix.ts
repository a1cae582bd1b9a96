import { useCallback, useEffect, useState } from 'react';
import { ask } from '../api/ask.js';
import { useAction } from '../api/use-action.js';
import { startPrewarm } from '../prewarms/start-prewarm.js';
import { TRY_ON, type TryOnRecord } from './try-on-record.js';
import { isOpenJob } from '../layout/job-page.js';

const POLL_MS = 1_500;

/** Key of a pair in the matrix. */
export const pairKey = (garmentId: string, personId: string): string => `${garmentId} ${personId}`;

/** Newest try-on of each pair of the garments, by `pairKey`. */
async function loadPairs(garmentIds: readonly string[]): Promise<ReadonlyMap<string, TryOnRecord>> {
  const answers = await Promise.all(
    garmentIds.map((garmentId) =>
      ask<{ tryOns: { items: TryOnRecord[] } }>(
        `query ($options: TryOnListOptions) { tryOns(options: $options) { items { ${TRY_ON} } } }`,
        { options: { take: 100, filter: { garmentId } } },
      ),
    ),
  );
  const pairs = new Map<string, TryOnRecord>();
  for (const { tryOns } of answers) {
    for (const tryOn of tryOns.items) {
      const key = pairKey(tryOn.garmentId, tryOn.personPhotoId);
      if (!pairs.has(key)) pairs.set(key, tryOn);
    }
  }
  return pairs;
}

/** Waits for the job to end, calling `onStep` now and then. */
async function follow(id: string, onStep: () => Promise<void>): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const { prewarm } = await ask<{ prewarm: { state: string } | null }>(
      'query ($id: ID!) { prewarm(id: $id) { state } }',
      { id },
    );
    await onStep();
    if (!prewarm || !isOpenJob(prewarm.state)) return;
  }
}

/** The known results of garments × sample people, and a way to have the missing ones computed. */
export function useMatrix(garmentIds: readonly string[], personIds: readonly string[]) {
  const [pairs, setPairs] = useState<ReadonlyMap<string, TryOnRecord>>(new Map());
  const { run: load } = useAction();
  const { busy, run } = useAction();
  const joined = garmentIds.join(',');

  const reload = useCallback(async () => {
    setPairs(await loadPairs(joined ? joined.split(',') : []));
  }, [joined]);

  useEffect(() => {
    void load(reload);
  }, [load, reload]);

  const compute = () =>
    void run(async () => {
      await follow(await startPrewarm({ garmentIds, samplePersonIds: personIds }), reload);
    });
  return { pairs, busy, compute };
}
