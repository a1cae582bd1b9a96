/** Operators that only lay values out differently or scale them. */
const LAYOUT = new Set(['Slice', 'Transpose', 'Reshape', 'Pad', 'Concat', 'Mul']);
/** Those of which positions are made, besides. */
const POSITIONS = new Set([...LAYOUT, 'Add', 'Clip', 'Resize']);

/**
 * Nodes of the correlations in a student's fitting graph: the only matrix products there, and what feeds and reads them.
 * @param {readonly import('../../dist/neural/graph/onnx-model.js').OnnxNode[]} nodes
 * @returns {Set<string>} names
 */
export function correlationNodes(nodes) {
  const products = nodes.filter(({ opType }) => opType === 'MatMul');
  return names([
    ...products,
    ...walk(products, producers(nodes), LAYOUT),
    ...walk(products, readers(nodes), LAYOUT),
  ]);
}

/**
 * Nodes that look images, features and flows up at positions, and that make the positions.
 * @param {readonly import('../../dist/neural/graph/onnx-model.js').OnnxNode[]} nodes
 * @param {ReadonlySet<string>} correlation nodes that are not to be counted again
 * @returns {Set<string>} names
 */
export function samplingNodes(nodes, correlation) {
  const others = nodes.filter(({ name }) => !correlation.has(name));
  const lookUps = others.filter(({ opType }) => opType === 'GridSample');
  return names([...lookUps, ...walk(lookUps, producers(others), POSITIONS)]);
}

function names(nodes) {
  return new Set(nodes.map(({ name }) => name));
}

/** Everything that is reached from nodes by way of some operators. */
function walk(from, neighbours, through) {
  const found = new Set();
  const waiting = [...from];
  while (waiting.length > 0) {
    for (const next of neighbours(waiting.pop())) {
      if (found.has(next) || !through.has(next.opType)) continue;
      found.add(next);
      waiting.push(next);
    }
  }
  return found;
}

function producers(nodes) {
  const byOutput = new Map(nodes.flatMap((node) => node.output.map((name) => [name, node])));
  return ({ input }) => input.flatMap((name) => byOutput.get(name) ?? []);
}

function readers(nodes) {
  return ({ output }) => nodes.filter(({ input }) => input.some((name) => output.includes(name)));
}
