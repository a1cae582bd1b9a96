import sharp from 'sharp';
import type { EncodedFlow, Place } from '../../apps/admin/src/matrix/flow-map.js';
import type { ApiClient } from './api-client.js';

/** What the tests look at of a flow's answer; of a failure only the code is there. */
export interface FlowAnswer extends EncodedFlow {
  readonly errorCode?: string;
  readonly cutout: { readonly url: string };
  readonly tryOn: { readonly id: string; readonly picture: { readonly url: string } | null } | null;
}

/** Asks where a sample person's try-on comes from, and answers the member of the result union. */
export async function appearanceFlow(
  admin: ApiClient,
  garmentId: string,
  samplePersonId: string,
): Promise<FlowAnswer> {
  const { appearanceFlow: answer } = await admin.ask<{ appearanceFlow: FlowAnswer }>(
    `query ($garmentId: ID!, $samplePersonId: ID!) {
      appearanceFlow(garmentId: $garmentId, samplePersonId: $samplePersonId) {
        ... on AppearanceFlow { pictureWidth pictureHeight window { left top width height }
          flow { width height base64 } share { width height base64 } cutout { url } tryOn { id picture { url } } }
        ... on ErrorResult { errorCode } } }`,
    { garmentId, samplePersonId },
  );
  return answer;
}

/** Middle of a picture's strongly red pixels, as shares of its width and height. */
export async function centreOfRed(bytes: Uint8Array): Promise<Place> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let [count, x, y] = [0, 0, 0];
  for (let i = 0; i < info.width * info.height; i++) {
    const [red, green, blue] = data.subarray(i * 3, i * 3 + 3) as unknown as [number, number, number];
    if (red < 160 || green > red / 2 || blue > red / 2) continue;
    count++;
    x += (i % info.width) + 0.5;
    y += Math.floor(i / info.width) + 0.5;
  }
  return { x: x / count / info.width, y: y / count / info.height };
}
