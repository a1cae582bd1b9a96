import { maskedCrc32c } from '../crc32c.js';

/** An event as read back: field numbers and wire types by hand, independent of the writer's schema. */
export interface ReadEvent {
  readonly wallTime: number;
  readonly step: number;
  readonly fileVersion?: string;
  readonly sessionStatus?: number;
  readonly scalars: Readonly<Record<string, number>>;
  readonly images: Readonly<Record<string, ReadImage>>;
}

/** A picture of an event. */
export interface ReadImage {
  readonly height: number;
  readonly width: number;
  readonly colorspace: number;
  readonly png: Uint8Array;
}

interface WireField {
  readonly id: number;
  readonly number: number;
  readonly bytes: Uint8Array;
}

/**
 * Reads an event file strictly.
 *
 * @throws Error at a wrong checksum, a record cut short, an unknown field or a wrong wire type
 */
export function readEventFile(file: Uint8Array): ReadEvent[] {
  return [...records(file)].map(readEvent);
}

function* records(file: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 0; at < file.length;) {
    if (at + 12 > file.length) throw new Error(`record at ${at}: header cut short`);
    const length = Number(view.getBigUint64(at, true));
    expectCrc(file.subarray(at, at + 8), view.getUint32(at + 8, true), `length at ${at}`);
    if (at + length + 16 > file.length) throw new Error(`record at ${at}: data cut short`);
    const data = file.subarray(at + 12, at + 12 + length);
    expectCrc(data, view.getUint32(at + 12 + length, true), `data at ${at}`);
    yield data;
    at += length + 16;
  }
}

function expectCrc(bytes: Uint8Array, stored: number, what: string): void {
  if (maskedCrc32c(bytes) !== stored) throw new Error(`wrong checksum of ${what}`);
}

function readEvent(bytes: Uint8Array): ReadEvent {
  const fields = [...wireFields(bytes, { 1: 1, 2: 0, 3: 2, 5: 2, 7: 2 })];
  const one = (id: number): WireField | undefined => fields.find((field) => field.id === id);
  const version = one(3);
  const session = one(7);
  const scalars: Record<string, number> = {};
  const images: Record<string, ReadImage> = {};
  for (const value of wireFields(one(5)?.bytes ?? new Uint8Array(), { 1: 2 })) {
    const parts = [...wireFields(value.bytes, { 1: 2, 2: 5, 4: 2 })];
    const tag = text(parts.find(({ id }) => id === 1)!.bytes);
    for (const { id, number, bytes: inner } of parts) {
      if (id === 2) scalars[tag] = number;
      if (id === 4) images[tag] = readImage(inner);
    }
  }
  return {
    wallTime: one(1)?.number ?? 0,
    step: one(2)?.number ?? 0,
    ...(version && { fileVersion: text(version.bytes) }),
    ...(session && { sessionStatus: [...wireFields(session.bytes, { 1: 0 })][0]!.number }),
    scalars,
    images,
  };
}

function readImage(bytes: Uint8Array): ReadImage {
  const fields = [...wireFields(bytes, { 1: 0, 2: 0, 3: 0, 4: 2 })];
  const one = (id: number): WireField => fields.find((field) => field.id === id)!;
  return { height: one(1).number, width: one(2).number, colorspace: one(3).number, png: one(4).bytes };
}

function* wireFields(bytes: Uint8Array, wireTypes: Readonly<Record<number, number>>): Generator<WireField> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = view.getUint8(at++);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const [id, type] = [key >> 3, key & 7];
    if (wireTypes[id] !== type) throw new Error(`field ${id} has wire type ${type}`);
    if (type === 0) yield { id, number: varint(), bytes };
    else if (type === 2) {
      const length = varint();
      if (at + length > bytes.length) throw new Error(`field ${id} is cut short`);
      yield { id, number: length, bytes: bytes.subarray(at, at + length) };
      at += length;
    } else {
      yield { id, number: type === 1 ? view.getFloat64(at, true) : view.getFloat32(at, true), bytes };
      at += type === 1 ? 8 : 4;
    }
  }
}

function text(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
