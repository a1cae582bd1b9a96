import { asDeviceError } from './device-error.js';
import type { ReplyMessage, RequestMessage } from './device-messages.js';
import { DeviceStudio } from './device-studio.js';
import { showLife } from './worker-life.js';

/** What a dedicated worker has and a window has not; the project is compiled for windows. */
interface WorkerScope {
  readonly name: string;
  onmessage: ((event: MessageEvent<RequestMessage>) => void) | null;
  postMessage(message: ReplyMessage, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const studio = new DeviceStudio();

scope.onmessage = ({ data: { id, request } }) => {
  studio
    .handle(request, (share) => scope.postMessage({ id, share }, []))
    .then(
      (answer) => {
        const transfer = typeof answer === 'object' && 'bitmap' in answer ? [answer.bitmap] : [];
        scope.postMessage({ id, answer }, transfer);
      },
      (error: unknown) => {
        const { code, message } = asDeviceError(error);
        scope.postMessage({ id, error: { code, message } }, []);
      },
    );
};
void showLife(scope.name).then(() => scope.postMessage({ id: 0, ready: true }, []));
