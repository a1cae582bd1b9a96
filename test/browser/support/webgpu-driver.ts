import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Chromium's software driver with its Vulkan loader: WebGPU on a machine without a GPU. */
const FOLDER = '/usr/lib/chromium';
const DRIVER = join(FOLDER, 'vk_swiftshader_icd.json');

/** Whether WebGPU can be tested here; `needs` says what is missing otherwise. */
export const WEBGPU_DRIVER = {
  isInstalled: existsSync(DRIVER) && existsSync(join(FOLDER, 'libvulkan.so.1')),
  needs: `needs Debian’s chromium for its software driver: ${DRIVER}`,
};

/**
 * Runs a module with the driver at hand, from the repository's root; in a process, because a driver may crash one.
 *
 * @returns what it printed
 */
export async function runWithWebgpu(source: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', source, ...args],
    {
      cwd: fileURLToPath(new URL('../../../', import.meta.url)),
      env: { PATH: process.env.PATH, VK_ICD_FILENAMES: DRIVER, LD_LIBRARY_PATH: FOLDER },
    },
  );
  return stdout;
}
