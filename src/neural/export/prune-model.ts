import { decodeModel, type OnnxModel } from '../graph/onnx-model.js';
import { splitGraph } from '../graph/split-graph.js';

/**
 * The model without what its outputs do not depend on: nodes, constants and notes on inner shapes. Inputs stay, used or
 * not.
 */
export function pruneModel(model: OnnxModel): OnnxModel {
  const { input, output } = model.graph;
  return decodeModel(splitGraph(model, { inputs: input, outputs: output }));
}
