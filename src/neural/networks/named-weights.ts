/** Values of weights by full name, row-major, as in `tutor.…` and `student.…`. */
export type NamedWeights = ReadonlyMap<string, Float32Array>;
