import { createHash } from 'node:crypto';
import type { DeviceModelPartKind } from '../api/shop-api.types.js';
import { padChannels } from '../inference/onnx/pad-channels.js';
import { splitStudent, trimStudent } from '../inference/onnx/split-student.js';
import type { LoadedModel } from '../models/model-registry.js';
import type { ModelCard } from '../models/model-card.js';

/** A file that a device downloads. */
export interface DeviceModelPart {
  readonly kind: DeviceModelPartKind;
  /** SHA-256 of the bytes, hex. */
  readonly sha256: string;
  /** An ONNX file. */
  readonly bytes: Uint8Array;
}

/** A model as devices run it. */
export interface DeviceModel {
  readonly card: ModelCard;
  /** Digest of the model itself, as receipts name it. */
  readonly digest: string;
  readonly parts: readonly DeviceModelPart[];
}

/**
 * Cuts a model as the server's own sessions do, so that a device encodes photo and garment once and keeps the outcome. Its
 * channels are padded for WebGPU: one set of files serves both providers, and the padding changes no value.
 *
 * @throws GraphError when the graph is not what the card says
 */
export function buildDeviceModel({ card, digest, graph }: LoadedModel): DeviceModel {
  const { features } = card;
  if (!features) return { card, digest, parts: [part('FITTING', trimStudent(graph))] };
  const { personEncoder, garmentEncoder, fitting } = splitStudent(graph, features);
  const parts = [
    part('PERSON_ENCODER', personEncoder),
    part('GARMENT_ENCODER', garmentEncoder),
    part('FITTING', fitting),
  ];
  return { card, digest, parts };
}

function part(kind: DeviceModelPartKind, graph: Uint8Array): DeviceModelPart {
  const bytes = padChannels(graph);
  return { kind, sha256: createHash('sha256').update(bytes).digest('hex'), bytes };
}
