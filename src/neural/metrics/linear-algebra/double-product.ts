import { Tensor as OrtTensor } from 'onnxruntime-node';
import type { OnnxModel, OnnxValueInfo } from '../../graph/onnx-model.js';
import { GraphSession } from '../../runtime/graph-session.js';

/** `TensorProto.DataType` of float64, and `AttributeProto.AttributeType` of a whole number. */
const [FLOAT64, WHOLE_NUMBER] = [11, 2];

/** A matrix of float64, row-major. */
export interface DoubleMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

let opened: Promise<GraphSession> | undefined;

/**
 * a · bᵀ in float64, by ONNX Runtime. The session is made at the first call and kept.
 *
 * @param a [m, k]
 * @param b [n, k]
 * @returns [m, n]
 */
export async function productWithTransposed(a: DoubleMatrix, b: DoubleMatrix): Promise<DoubleMatrix> {
  opened ??= GraphSession.open(productModel());
  const session = await opened;
  const { product } = await session.run({
    a: new OrtTensor('float64', a.data, [a.rows, a.columns]),
    b: new OrtTensor('float64', b.data, [b.rows, b.columns]),
  });
  return { rows: a.rows, columns: b.rows, data: product!.data as Float64Array };
}

/** Written by hand, since the graph builder has float32 alone. */
function productModel(): OnnxModel {
  const transposed = { name: 'transB', type: WHOLE_NUMBER, i: 1 };
  return {
    irVersion: 8,
    producerName: 'tryflow',
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'product',
      node: [
        { name: 'product', opType: 'Gemm', input: ['a', 'b'], output: ['product'], attribute: [transposed] },
      ],
      initializer: [],
      input: [doubles('a', 'm', 'k'), doubles('b', 'n', 'k')],
      output: [doubles('product', 'm', 'n')],
      valueInfo: [],
    },
  };
}

function doubles(name: string, ...sizes: readonly string[]): OnnxValueInfo {
  return {
    name,
    type: { tensorType: { elemType: FLOAT64, shape: { dim: sizes.map((dimParam) => ({ dimParam })) } } },
  };
}
