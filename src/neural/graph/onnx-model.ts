import protobuf from 'protobufjs/light.js';
import { modelProto } from './onnx-schema.js';

/** A 64-bit integer as the protobuf library hands it out; plain numbers are accepted when writing. */
export type Int64 = number | { toNumber(): number; toString(): string };

/** `TensorProto.DataType` values in use. */
export const FLOAT32 = 1;

/** `AttributeProto.AttributeType` values in use. */
export const ATTRIBUTE_TYPES = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
} as const;

/** A constant tensor: weights, or the value of a Constant node. */
export interface OnnxTensor {
  name: string;
  dims: Int64[];
  /** `TensorProto.DataType`. */
  dataType: number;
  /** Values, little-endian, row-major; empty when the file stores them in a typed field. */
  rawData: Uint8Array;
  floatData?: number[];
  /** Also bool, int8, uint8 and the bits of float16. */
  int32Data?: number[];
  int64Data?: Int64[];
  doubleData?: number[];
  /** `TensorProto.DataLocation`: 1 for values in another file. */
  dataLocation?: number;
}

/** An attribute of a node; exactly the field that `type` names is set. */
export interface OnnxAttribute {
  name: string;
  type: number;
  f?: number;
  i?: Int64;
  s?: Uint8Array;
  floats?: number[];
  ints?: Int64[];
  t?: OnnxTensor;
  g?: OnnxGraph | null;
  graphs?: OnnxGraph[];
}

/** One operator of a graph. An empty input name stands for an optional input left out. */
export interface OnnxNode {
  name: string;
  opType: string;
  domain?: string;
  input: string[];
  output: string[];
  attribute: OnnxAttribute[];
}

/** Name, element type and shape of a tensor. */
export interface OnnxValueInfo {
  name: string;
  type: { tensorType: { elemType: number; shape: { dim: { dimValue?: Int64; dimParam?: string }[] } } };
}

/** Operators in topological order, with their constants. */
export interface OnnxGraph {
  name: string;
  node: OnnxNode[];
  initializer: OnnxTensor[];
  input: OnnxValueInfo[];
  output: OnnxValueInfo[];
  valueInfo: OnnxValueInfo[];
}

/** A whole ONNX file. */
export interface OnnxModel {
  irVersion: Int64;
  producerName: string;
  opsetImport: { domain: string; version: Int64 }[];
  graph: OnnxGraph;
}

/** A model file or a graph that cannot be read or cut as asked. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
}

/**
 * Reads an ONNX file. Large constants share memory with `bytes`.
 *
 * @throws GraphError when the bytes are no ONNX model
 */
export function decodeModel(bytes: Uint8Array): OnnxModel {
  let model: OnnxModel;
  try {
    const reader = protobuf.Reader.create(bytes);
    reader.discardUnknown = false;
    model = modelProto.decode(reader) as unknown as OnnxModel;
  } catch (cause) {
    throw new GraphError('This is not an ONNX model; export or download the file again.', { cause });
  }
  if (!model.graph) throw new GraphError('The ONNX model holds no graph; export or download the file again.');
  return model;
}

/** Writes an ONNX file. */
export function encodeModel(model: OnnxModel): Uint8Array {
  return modelProto.encode(modelProto.create({ ...model })).finish();
}

/** Describes a float32 tensor. */
export function floatValueInfo(name: string, shape: readonly number[]): OnnxValueInfo {
  return {
    name,
    type: { tensorType: { elemType: FLOAT32, shape: { dim: shape.map((dimValue) => ({ dimValue })) } } },
  };
}
