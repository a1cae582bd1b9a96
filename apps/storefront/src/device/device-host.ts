import { asDeviceError, DeviceError } from './device-error.js';
import type { DeviceAnswers, DeviceRequest, ReplyMessage, RequestMessage } from './device-messages.js';
import type { DeviceStudio } from './device-studio.js';
import { whenEnded } from './worker-life.js';
import workerUrl from './device.worker.ts?worker&url';

/** Longest time in which a worker's script must have started; then another way is tried. */
const START_MS = 20_000;

/** Answers requests, wherever the studio runs. */
export interface DeviceHost {
  /** `WORKER` beside the page, `PAGE` within it: then the page halts while the network runs. */
  readonly place: 'WORKER' | 'PAGE';
  /** False once its worker has broken down: then another host must be started. */
  readonly isAlive: boolean;
  /**
   * @param onShare is told how far a download is, 0…1
   * @throws DeviceError
   */
  ask<Kind extends DeviceRequest['kind']>(
    request: Extract<DeviceRequest, { kind: Kind }>,
    onShare?: (share: number) => void,
  ): Promise<DeviceAnswers[Kind]>;
  /** Gives up what it holds; requests that wait are refused. Another host must be started after it. */
  end(): void;
}

/**
 * Starts the studio in a worker. A worker's script must be of the page's own origin; on another shop's page a blob that
 * imports the script takes its place, and where that page's policy forbids blobs the studio runs within the page.
 */
export async function startDeviceHost(): Promise<DeviceHost> {
  const script = new URL(workerUrl, import.meta.url).href;
  const own = new URL(script).origin === location.origin;
  const name = `tryflow-${crypto.randomUUID()}`;
  const start = own ? () => new Worker(script, { type: 'module', name }) : () => blobWorker(script, name);
  try {
    return await WorkerHost.start(start(), name);
  } catch {
    const { DeviceStudio } = await import('./device-studio.js');
    return new PageHost(new DeviceStudio());
  }
}

class PageHost implements DeviceHost {
  readonly place = 'PAGE';
  isAlive = true;

  constructor(private readonly studio: DeviceStudio) {}

  ask<Kind extends DeviceRequest['kind']>(
    request: Extract<DeviceRequest, { kind: Kind }>,
    onShare: (share: number) => void = () => undefined,
  ): Promise<DeviceAnswers[Kind]> {
    const answer = this.studio.handle(request, onShare) as Promise<DeviceAnswers[Kind]>;
    return answer.catch((error: unknown) => Promise.reject(asDeviceError(error)));
  }

  end(): void {
    this.isAlive = false;
  }
}

/**
 * The import is a dynamic one, which the page's policy judges by `script-src`; a static one in a worker is judged by
 * `worker-src`, where a shop that follows our documentation has `blob:` alone.
 */
function blobWorker(script: string, name: string): Worker {
  const code = `import(${JSON.stringify(script)}).catch((error) => setTimeout(() => { throw error; }));`;
  const source = new Blob([code], { type: 'text/javascript' });
  const url = URL.createObjectURL(source);
  try {
    return new Worker(url, { type: 'module', name });
  } finally {
    // The fetch of the script has begun by now.
    setTimeout(() => URL.revokeObjectURL(url), START_MS);
  }
}

interface Waiting {
  readonly resolve: (answer: DeviceAnswers[DeviceRequest['kind']]) => void;
  readonly reject: (error: Error) => void;
  readonly onShare: ((share: number) => void) | undefined;
}

/** A camera picture goes to the worker without being copied. */
function transferable(request: DeviceRequest): Transferable[] {
  return request.kind === 'mirror' ? [request.frame] : [];
}

class WorkerHost implements DeviceHost {
  readonly place = 'WORKER';
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private broken: DeviceError | undefined;

  private constructor(
    private readonly worker: Worker,
    name: string,
  ) {
    worker.onmessage = ({ data }: MessageEvent<ReplyMessage>) => this.receive(data);
    worker.onerror = () => this.end();
    whenEnded(name, () => this.end());
  }

  get isAlive(): boolean {
    return this.broken === undefined;
  }

  static start(worker: Worker, name: string): Promise<WorkerHost> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        worker.terminate();
        reject(new DeviceError('NOT_ABLE', 'The worker does not start.'));
      }, START_MS);
      worker.onmessage = () => {
        clearTimeout(timer);
        resolve(new WorkerHost(worker, name));
      };
      worker.onerror = () => {
        clearTimeout(timer);
        reject(new DeviceError('NOT_ABLE', 'The worker cannot be started.'));
      };
    });
  }

  ask<Kind extends DeviceRequest['kind']>(
    request: Extract<DeviceRequest, { kind: Kind }>,
    onShare?: (share: number) => void,
  ): Promise<DeviceAnswers[Kind]> {
    if (this.broken) return Promise.reject(this.broken);
    const id = ++this.lastId;
    const message: RequestMessage = { id, request };
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject, onShare });
      this.worker.postMessage(message, transferable(request));
    });
  }

  end(): void {
    if (this.broken) return;
    this.broken = new DeviceError('NOT_ABLE', 'The worker has ended.');
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(this.broken);
    this.waiting.clear();
  }

  private receive(reply: ReplyMessage): void {
    const waiting = this.waiting.get(reply.id);
    if (!waiting || 'ready' in reply) return;
    if ('share' in reply) {
      waiting.onShare?.(reply.share);
      return;
    }
    this.waiting.delete(reply.id);
    if ('answer' in reply) waiting.resolve(reply.answer);
    else waiting.reject(new DeviceError(reply.error.code, reply.error.message));
  }
}
