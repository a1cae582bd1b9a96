import type { StudentConfig } from '../networks/student/student-config.js';
import type { FamiliarPeople } from '../networks/student/person-distance.js';
import { cutStudent, type StudentFiles } from './cut-student.js';
import type { WeightStorage } from './optimise-model.js';
import { studentGraph, type StudentGraph } from './student-graph.js';

/** A trained small student. */
export interface TrainedStudent {
  readonly config: StudentConfig;
  /** By name, as `Parameters` names them; the moving average where training keeps one. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** Those of training, where the student shall tell how unlike them a photo is. */
  readonly people?: FamiliarPeople;
  /** Default: float32. */
  readonly storage?: WeightStorage;
}

/** The files, and what a model card says of their tensors. */
export interface ExportedStudent
  extends StudentFiles, Pick<StudentGraph, 'inputs' | 'outputs' | 'features'> {}

/**
 * Makes the ONNX files of a trained small student: whole, both encoders, and the part that fits a garment on.
 *
 * @throws GraphError when weights are missing, of another size, or do not fit into 16 bits that were asked for
 */
export async function exportStudent({
  config,
  weights,
  people,
  storage,
}: TrainedStudent): Promise<ExportedStudent> {
  const { inputs, outputs, features, model } = studentGraph(config, weights, people);
  return { ...(await cutStudent({ model, features }, storage)), inputs, outputs, features };
}
