import type { StudentRunner } from './student-runner.js';

/** What tries garments on, as protocols see it: pictures of its own size go in and come out. */
export type Student = Pick<StudentRunner, 'height' | 'width' | 'tryOn'>;
