import { decodeCutout, decodePicture } from '../images/decode-picture.js';
import { encodePicture } from '../images/encode-picture.js';
import { personWindow, toNetworkTensor } from '../images/network-frame.js';
import { loadGarmentTensors } from '../images/garment-tensors.js';
import type { PreparedGarment } from '../images/prepare-garment.js';
import type { PreparedPerson } from '../images/prepare-person.js';
import type { StudentSession } from '../inference/onnx/student-session.js';
import { enlargeField } from '../neural/compositor/field.js';
import { drawFlow } from '../images/draw-flow.js';

/** Both files were written by the product a moment ago; this only bounds accidents. */
const OWN_FILE_LIMITS = { maxBytes: 2 ** 30, maxPixels: 100e6, timeoutSeconds: 60 };

/** The appearance flow of a try-on as a PNG of the size of the photo's window. */
export async function flowPicture(
  session: StudentSession,
  person: PreparedPerson,
  garment: PreparedGarment,
): Promise<Buffer> {
  const { frame } = session.model.card;
  const photo = await decodePicture(person.photo, OWN_FILE_LIMITS);
  const { width, height, ...corner } = personWindow(photo.width, photo.height);
  const tensor = toNetworkTensor(photo, { width, height, ...corner }, frame);
  const tensors = loadGarmentTensors(await decodeCutout(garment.cutout, OWN_FILE_LIMITS), frame);
  const maps = await session.fit(
    tensor,
    tensors,
    await session.encodePerson(tensor),
    await session.encodeGarment(tensors),
  );
  const flow = { channels: 2, height: maps.flowHeight, width: maps.flowWidth, data: maps.flow };
  const composition = { channels: 1, height: maps.height, width: maps.width, data: maps.composition };
  const picture = drawFlow(
    enlargeField(flow, width, height).data,
    enlargeField(composition, width, height).data,
    { width, height },
  );
  return encodePicture(picture, { format: 'png', quality: 100, synthetic: false });
}
