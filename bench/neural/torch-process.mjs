import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { writeSafetensors } from '../../dist/neural/checkpoints/write-safetensors.js';

const SCRIPT = fileURLToPath(new URL('student_step.py', import.meta.url));

/** `student_step.py` in a process of its own, and the folder through which it is given tensors. */
export class TorchProcess {
  constructor(child, folder) {
    this.child = child;
    this.folder = folder;
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * @param {string} python an interpreter
   * @param {number} threads
   * @returns {Promise<TorchProcess | undefined>} undefined when that interpreter, or torch in it, is missing
   */
  static async start(python, threads) {
    const child = spawn(python, ['-B', SCRIPT, String(threads)], { stdio: ['pipe', 'pipe', 'pipe'] });
    const failed = once(child, 'error').then(() => undefined);
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (complaint = (complaint + text).slice(-4_000)));
    child.stdin.on('error', () => undefined);
    const folder = mkdtempSync(join(tmpdir(), 'tryflow-bench-torch-'));
    process.once('exit', () => {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });
    const torch = new TorchProcess(child, folder);
    torch.complaint = () => complaint;
    const first = await Promise.race([torch.lines.next(), failed]);
    if (first?.done === false) {
      torch.version = JSON.parse(first.value).version;
      return torch;
    }
    await torch.stop();
    if (first === undefined || /No module named/.test(complaint)) return undefined;
    throw new Error(`${python} ended:\n${complaint}`);
  }

  /**
   * Hands a workload over and makes the first step, in float32 and in float64.
   * @returns {Promise<{ loss: number, gradientNorm: number, gradient: Float32Array, exact: Float64Array }>} gradients:
   *   all weights in their order, clipped; the exact one is that of float64
   */
  async prepare({ config, weights, shapes, batch }) {
    const dictionary = new Map();
    for (const [name, values] of weights) dictionary.set(name, stored(values, shapes.get(name)));
    for (const [name, { data, dims }] of Object.entries(batch)) dictionary.set(name, stored(data, dims));
    await writeSafetensors(join(this.folder, 'tensors.safetensors'), dictionary);
    const names = { student: config, weights: [...weights.keys()], batch: Object.keys(batch) };
    await writeFile(join(this.folder, 'config.json'), JSON.stringify(names));
    const { loss, gradientNorm } = await this.ask({ prepare: this.folder });
    const { buffer: single } = new Uint8Array(await readFile(join(this.folder, 'float32.bin')));
    const { buffer: double } = new Uint8Array(await readFile(join(this.folder, 'float64.bin')));
    return { loss, gradientNorm, gradient: new Float32Array(single), exact: new Float64Array(double) };
  }

  /**
   * @param {number} count
   * @returns {Promise<{ wall: number[], processor: number[] }>} milliseconds of each step; of the processor, the time
   *   of all threads together
   */
  steps(count) {
    return this.ask({ steps: count });
  }

  async ask(request) {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const answer = await this.lines.next();
    if (answer.done) throw new Error(`PyTorch ended:\n${this.complaint()}`);
    return JSON.parse(answer.value);
  }

  async stop() {
    this.child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function stored(values, shape) {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { dtype: 'float32', shape: shape.map(Number), bytes };
}
