import protobuf from 'protobufjs/light.js';

const field = (id: number, type: string): protobuf.IField => ({ id, type });

/**
 * The part of TensorFlow's `event.proto` and `summary.proto` that a training run writes
 * (https://github.com/tensorflow/tensorboard/tree/master/tensorboard/compat/proto).
 */
const schema = protobuf.Root.fromJSON({
  nested: {
    Event: {
      fields: {
        wallTime: field(1, 'double'),
        step: field(2, 'int64'),
        fileVersion: field(3, 'string'),
        summary: field(5, 'Summary'),
        sessionLog: field(7, 'SessionLog'),
      },
    },
    SessionLog: { fields: { status: field(1, 'int32') } },
    Summary: { fields: { value: { id: 1, type: 'Value', rule: 'repeated' } } },
    Value: {
      fields: { tag: field(1, 'string'), simpleValue: field(2, 'float'), image: field(4, 'Image') },
    },
    Image: {
      fields: {
        height: field(1, 'int32'),
        width: field(2, 'int32'),
        colorspace: field(3, 'int32'),
        encodedImageString: field(4, 'bytes'),
      },
    },
  },
});

const eventType = schema.lookupType('Event');

/** A figure or a picture of one step. */
export type SummaryValue =
  | { readonly tag: string; readonly simpleValue: number }
  | {
      readonly tag: string;
      readonly image: {
        readonly height: number;
        readonly width: number;
        /** 3: RGB. */
        readonly colorspace: number;
        readonly encodedImageString: Uint8Array;
      };
    };

/** One event; exactly one of `fileVersion`, `summary` and `sessionLog` is set. */
export interface TrainingEvent {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step?: number;
  readonly fileVersion?: string;
  readonly summary?: { readonly value: readonly SummaryValue[] };
  /** `SessionLog.SessionStatus`; 1: START. */
  readonly sessionLog?: { readonly status: number };
}

/** Serialises an event as protobuf. */
export function encodeEvent(event: TrainingEvent): Uint8Array {
  return eventType.encode(eventType.create(event)).finish();
}
