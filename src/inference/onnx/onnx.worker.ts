import { workerData } from 'node:worker_threads';
import { displayPicture } from '../../images/display-picture.js';
import { encodeMask } from '../../images/encode-picture.js';
import { prepareGarment } from '../../images/prepare-garment.js';
import { preparePerson } from '../../images/prepare-person.js';
import { readGarmentMask } from '../../images/read-garment-mask.js';
import { chooseExecutionProvider } from './choose-execution-provider.js';
import { StudentSession } from './student-session.js';
import { StudentTasks } from './student-tasks.js';
import {
  type PoolStart,
  type WorkerAnswer,
  type WorkerSetup,
  type WorkerTask,
  toAnswer,
} from './worker-messages.js';

interface Started {
  readonly tasks: StudentTasks;
  readonly start: PoolStart;
}

/** Opened by the thread's first task. */
let started: Promise<Started> | undefined;

/** Entry of the worker thread: one task at a time. */
export default function work(task: WorkerTask): Promise<WorkerAnswer<unknown>> {
  return toAnswer<unknown>(async () => {
    switch (task.kind) {
      case 'start':
        return (await student()).start;
      case 'preparePerson':
        return preparePerson(task.bytes, task.limits);
      case 'prepareGarment':
        return prepareGarment(task.bytes, task.limits, task.handMade);
      case 'garmentMask':
        return encodeMask(await readGarmentMask(task.bytes, task.limits, task.size));
      case 'displayPicture':
        return displayPicture(task.bytes, task.limits);
      case 'encodeGarment':
        return (await student()).tasks.encodeGarment(task.cutout);
      case 'tryOn':
        return (await student()).tasks.tryOn(task.task);
      case 'appearanceFlow':
        return (await student()).tasks.appearanceFlow(task.task);
    }
  });
}

function student(): Promise<Started> {
  started ??= open(workerData as WorkerSetup);
  return started;
}

async function open({ model, preference, threadsPerSession }: WorkerSetup): Promise<Started> {
  if (!model) throw new Error('This worker thread was started without a model.');
  const { opened, failures } = await chooseExecutionProvider(preference, (executionProvider) =>
    StudentSession.open(model, executionProvider, threadsPerSession),
  );
  const { executionProvider } = opened;
  return { tasks: new StudentTasks(opened), start: { executionProvider, failures } };
}
