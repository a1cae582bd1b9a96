import { useCallback, useEffect, useState } from 'react';
import { useLogoutIfAccessDenied } from 'react-admin';
import { ask } from '../api/ask.js';
import { messageOf } from '../api/message-of.js';
import { FAILURE, outcome } from '../api/outcome.js';
import type { Picture } from '../data/records.js';
import { type EncodedFlow, FlowMap } from './flow-map.js';

const QUERY = `query ($garmentId: ID!, $samplePersonId: ID!) {
  appearanceFlow(garmentId: $garmentId, samplePersonId: $samplePersonId) {
    ... on AppearanceFlow {
      pictureWidth pictureHeight window { left top width height }
      flow { width height base64 } share { width height base64 }
      cutout { url width height } tryOn { picture { url width height } }
    } ${FAILURE} } }`;

interface FlowAnswer extends EncodedFlow {
  readonly cutout: Picture;
  readonly tryOn: { readonly picture: Picture | null } | null;
}

/** Where a pair's pixels come from, with both pictures. */
export interface PairFlow {
  readonly map: FlowMap;
  readonly cutout: Picture;
  /** The result that this flow made; null when none is stored. */
  readonly result: Picture | null;
}

/** Has the server compute a pair's flow. Neither `flow` nor `problem`: it is being computed. */
export function useFlow(garmentId: string, samplePersonId: string) {
  const [flow, setFlow] = useState<PairFlow>();
  const [problem, setProblem] = useState<string>();
  const [round, setRound] = useState(0);
  const logoutIfDenied = useLogoutIfAccessDenied();

  useEffect(() => {
    let wanted = true;
    ask<{ appearanceFlow: FlowAnswer }>(QUERY, { garmentId, samplePersonId })
      .then(({ appearanceFlow }) => {
        const answer = outcome(appearanceFlow);
        const result = answer.tryOn?.picture ?? null;
        if (wanted) setFlow({ map: new FlowMap(answer), cutout: answer.cutout, result });
      })
      .catch(async (error: unknown) => {
        if (wanted && !(await logoutIfDenied(error))) setProblem(messageOf(error));
      });
    return () => {
      wanted = false;
    };
  }, [garmentId, samplePersonId, round, logoutIfDenied]);

  const again = useCallback(() => {
    setProblem(undefined);
    setRound((last) => last + 1);
  }, []);
  return { flow, problem, again };
}
