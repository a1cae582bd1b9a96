import type { StudentDefinition } from '../student-model.js';

/** The reference student with fewer levels, at the smallest sizes that still tell a swap of axes. */
export const TINY_STUDENT: StudentDefinition = {
  height: 48,
  width: 32,
  widths: { stages: [2, 3], pyramid: 3, heads: [4, 2], generator: [2, 3, 4] },
};
