import type { DeviceModelPart, DeviceModelSpec, LoadedStudio } from './device-messages.js';
import { DeviceStudent } from './device-student.js';
import { type FileStore, transferSize } from './file-store.js';
import { raceProviders } from './race-providers.js';
import { RUNTIME_BYTES, type RuntimeBuild, runtimeFile, startRuntime } from './runtime.js';

/** A student that is warm, and how it came to run where it runs. */
export interface LoadedStudent {
  readonly student: DeviceStudent;
  readonly loaded: LoadedStudio;
}

/** Part of WebGPU's interface that is looked at here. */
interface GpuNavigator {
  readonly gpu?: {
    requestAdapter(): Promise<{ readonly info?: { readonly isFallbackAdapter?: boolean } } | null>;
  };
}

/** Bytes that {@link loadStudent} would download now, compressed as the server sends them. */
export async function missingBytes(model: DeviceModelSpec, files: FileStore): Promise<number> {
  const build = await chooseBuild(model, files);
  const { url, name } = runtimeFile(build);
  const runtime = (await files.has(name)) ? 0 : ((await transferSize(url)) ?? RUNTIME_BYTES[build]);
  const parts = await Promise.all(
    model.parts.map(async (part) => ((await files.has(nameOf(part))) ? 0 : part.byteLength)),
  );
  return parts.reduce((sum, bytes) => sum + bytes, runtime);
}

/**
 * Downloads what is missing, opens the model on the faster provider of this device and drops older models.
 *
 * @param onShare is told the share of the download that is done, 0…1
 * @throws DeviceError OFFLINE, MODEL_DAMAGED
 */
export async function loadStudent(
  model: DeviceModelSpec,
  files: FileStore,
  onShare: (share: number) => void,
): Promise<LoadedStudent> {
  const build = await chooseBuild(model, files);
  const total = model.parts.reduce((sum, { byteLength }) => sum + byteLength, RUNTIME_BYTES[build]);
  const done = new Map<string, number>();
  const progressOf = (name: string) => (bytes: number) => {
    done.set(name, bytes);
    onShare(Math.min(1, [...done.values()].reduce((sum, count) => sum + count, 0) / total));
  };
  const [runtime, ...graphs] = await Promise.all([
    startRuntime(build, files, progressOf('runtime')),
    ...model.parts.map(async (part): Promise<[DeviceModelPart['kind'], Uint8Array]> => {
      const { url, sha256, kind } = part;
      return [kind, await files.get({ url, sha256, name: nameOf(part) }, progressOf(sha256))];
    }),
  ]);
  const frame = { height: model.frameHeight, width: model.frameWidth };
  const open = (provider: 'WASM' | 'WEBGPU') => DeviceStudent.open(runtime, provider, frame, new Map(graphs));
  const kept = [runtimeFile(build).name, choiceNote(model), ...model.parts.map(nameOf)];
  if (build === 'CPU') {
    const student = await open('WASM');
    await student.fitPattern();
    await files.keepOnly(kept);
    return { student, loaded: { provider: 'WASM', threads: runtime.threads } };
  }
  const { winner, wasmMs, webgpuMs } = await raceProviders(open);
  await files.writeNote(choiceNote(model), winner.provider);
  await files.keepOnly(kept);
  const race = webgpuMs === undefined ? undefined : { wasmMs, webgpuMs };
  return { student: winner, loaded: { provider: winner.provider, threads: runtime.threads, race } };
}

/** The larger build only where there is a real GPU, unless WebGPU has lost the race on this device before. */
async function chooseBuild(model: DeviceModelSpec, files: FileStore): Promise<RuntimeBuild> {
  if ((await files.readNote(choiceNote(model))) === 'WASM') return 'CPU';
  const adapter = await (navigator as GpuNavigator).gpu?.requestAdapter().catch(() => null);
  return adapter && adapter.info?.isFallbackAdapter !== true ? 'GPU' : 'CPU';
}

function choiceNote({ digest }: DeviceModelSpec): string {
  return `provider/${digest}`;
}

function nameOf({ sha256 }: DeviceModelPart): string {
  return `model/${sha256}`;
}
