import { ask } from '../api/ask.js';
import { FAILURE, outcome } from '../api/outcome.js';

interface PrewarmWish {
  /** Absent: every ready garment. */
  readonly garmentIds?: readonly string[];
  /** Absent: every ready sample person. */
  readonly samplePersonIds?: readonly string[];
  readonly budget?: { readonly maxTryOns?: number; readonly maxSeconds?: number };
}

/** Lets the server compute garments × sample people in the background; answers the job's id. */
export async function startPrewarm(input: PrewarmWish): Promise<string> {
  const { result } = await ask<{ result: { id: string } }>(
    `mutation ($input: PrewarmTryOnsInput!) {
      result: prewarmTryOns(input: $input) { ... on Prewarm { id } ${FAILURE} ... on InvalidInput { field } } }`,
    { input },
  );
  return outcome(result).id;
}

export async function cancelPrewarm(id: string): Promise<void> {
  const { result } = await ask<{ result: object }>(
    `mutation ($id: ID!) { result: cancelPrewarm(id: $id) { ... on Prewarm { id } ${FAILURE} } }`,
    { id },
  );
  outcome(result);
}
