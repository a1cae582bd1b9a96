import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meanDifference } from './support/picture-difference.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const PERSON = join(ROOT, 'samples/people/p01_g04.jpg');
const GARMENT = join(ROOT, 'samples/garments/g01.jpg');

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line as a person does. */
function tryflow(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const env = { PATH: process.env.PATH, ...environment };
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli.js'), ...args], { cwd: ROOT, env });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

function greyOf(path: string): Promise<Buffer> {
  return sharp(path).greyscale().raw().toBuffer();
}

describe('tryflow', () => {
  let folder: string;
  let noise: string;
  const inFolder = (name: string): string => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-cli-'));
    noise = inFolder('noise.png');
    const picture = {
      width: 600,
      height: 800,
      channels: 3 as const,
      background: 'grey',
      noise: { type: 'gaussian' as const, mean: 128, sigma: 40 },
    };
    await sharp({ create: picture }).png().toFile(noise);
  });
  afterAll(() => rm(folder, { recursive: true }));

  describe('try-on', () => {
    it('should write the person in the garment and its flow, with progress on stderr only', async () => {
      const [out, flow] = [inFolder('out.jpg'), inFolder('flow.png')];

      const { exitCode, stdout, stderr } = await tryflow([
        'try-on',
        PERSON,
        GARMENT,
        '-o',
        out,
        '--flow',
        flow,
      ]);

      expect(stderr).toMatch(/network [\d.]+ ms[^]*confidence [\d.]+[^]*out\.jpg: 768×1024/);
      expect([exitCode, stdout]).toEqual([0, '']);
      const { format, width, height, xmpAsString } = await sharp(out).metadata();
      expect([format, width, height]).toEqual(['jpeg', 768, 1024]);
      expect(xmpAsString).toContain('compositeWithTrainedAlgorithmicMedia');
      expect(await meanDifference(await readFile(out), await readFile(PERSON))).toBeGreaterThan(2);
      const drawn = await sharp(flow).stats();
      expect(await sharp(flow).metadata()).toMatchObject({ format: 'png', width: 768, height: 1024 });
      // Black outside of the garment, and each channel somewhere nearly full on it.
      expect(drawn.channels.map(({ min }) => min)).toEqual([0, 0, 0]);
      for (const { max } of drawn.channels) expect(max).toBeGreaterThan(200);
    });

    it.each(['png', 'webp'])('should write %s in the asked size when the ending says so', async (format) => {
      const out = inFolder(`small.${format}`);

      const { exitCode } = await tryflow(['try-on', PERSON, GARMENT, '-o', out, '--max-side', '256']);

      expect(exitCode).toBe(0);
      expect(await sharp(out).metadata()).toMatchObject({ format, width: 192, height: 256 });
    });

    it('should end with 4 and write nothing when the photo shows no person, unless forced', async () => {
      const out = inFolder('nobody.jpg');

      const refused = await tryflow(['try-on', noise, GARMENT, '-o', out]);
      const written = existsSync(out);
      const forced = await tryflow(['try-on', noise, GARMENT, '-o', out, '--force']);

      expect([refused.exitCode, written]).toEqual([4, false]);
      expect(refused.stderr).toMatch(/confidence 0\.\d+, threshold 0\.50: .*--force/);
      expect([forced.exitCode, existsSync(out)]).toEqual([0, true]);
      expect(forced.stderr).toContain('probably wrong');
    });

    it('should end with 3 and say why when a picture cannot be used', async () => {
      const dark = inFolder('dark.png');
      await sharp({ create: { width: 300, height: 400, channels: 3, background: '#050505' } })
        .png()
        .toFile(dark);
      const text = inFolder('text.jpg');
      await writeFile(text, 'no picture');
      const out = ['-o', inFolder('never.jpg')];

      const darkPerson = await tryflow(['try-on', dark, GARMENT, ...out]);
      const noPicture = await tryflow(['try-on', PERSON, text, ...out]);
      const wornGarment = await tryflow(['try-on', PERSON, PERSON, ...out]);

      expect(darkPerson).toMatchObject({
        exitCode: 3,
        stderr: expect.stringContaining('TOO_DARK') as string,
      });
      expect(noPicture).toMatchObject({
        exitCode: 3,
        stderr: expect.stringContaining('text.jpg: This is not a supported picture') as string,
      });
      expect(wornGarment).toMatchObject({
        exitCode: 3,
        stderr: expect.stringContaining('CROPPED') as string,
      });
      expect(existsSync(inFolder('never.jpg'))).toBe(false);
    });

    it.each([
      ['an argument is missing', [PERSON, '-o', 'out.jpg'], "missing required argument 'garment'"],
      ['the output is missing', [PERSON, GARMENT], "required option '-o, --output"],
      ['the ending is unknown', [PERSON, GARMENT, '-o', 'out.gif'], 'must end in .jpg, .png or .webp'],
      ['the quality is impossible', [PERSON, GARMENT, '-o', 'o.jpg', '--quality', '101'], 'from 1 to 100'],
      [
        'a file is missing',
        ['nobody.jpg', GARMENT, '-o', 'o.jpg'],
        'nobody.jpg cannot be read: no such file',
      ],
    ])('should end with 2 when %s', async (_, args, message) => {
      const { exitCode, stderr } = await tryflow(['try-on', ...args]);

      expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
    });

    it('should end with 1 when the model or the place to write does not exist', async () => {
      const args = ['try-on', PERSON, GARMENT, '-o'];

      const noModel = await tryflow([...args, inFolder('x.jpg'), '--model', 'nothing-like-it']);
      const noFolder = await tryflow([...args, inFolder('missing/x.jpg')]);

      expect(noModel).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining('There is no model "nothing-like-it"') as string,
      });
      expect(noFolder).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining('cannot be written: no such file or folder') as string,
      });
    });

    it('should name the setting when the environment holds a value that cannot be used', async () => {
      const { exitCode, stderr } = await tryflow(['try-on', PERSON, GARMENT, '-o', inFolder('x.jpg')], {
        CONFIDENCE_THRESHOLD: 'high',
      });

      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('CONFIDENCE_THRESHOLD')]);
    });
  });

  describe('garment mask', () => {
    it.each(['g01', 'g05', 'g09', 'g13'])('should cut %s out as it was drawn', async (garment) => {
      const out = inFolder(`${garment}.png`);

      const { exitCode } = await tryflow([
        'garment',
        'mask',
        join(ROOT, `samples/garments/${garment}.jpg`),
        '-o',
        out,
      ]);

      const [found, drawn] = await Promise.all([
        greyOf(out),
        greyOf(join(ROOT, `samples/garments/${garment}_mask.png`)),
      ]);
      let [both, either] = [0, 0];
      for (let i = 0; i < drawn.length; i++) {
        const [a, b] = [found[i]! >= 128, drawn[i]! >= 128];
        if (a && b) both++;
        if (a || b) either++;
      }
      expect([exitCode, found.length]).toEqual([0, drawn.length]);
      expect(both / either).toBeGreaterThan(0.98);
    });

    it('should end with 3, but still write the mask, when the picture is not ready for try-on', async () => {
      const out = inFolder('worn.png');

      const { exitCode, stderr } = await tryflow(['garment', 'mask', PERSON, '-o', out]);

      expect(exitCode).toBe(3);
      expect(stderr).toMatch(/error CROPPED: .*cut off at the bottom/);
      expect(await sharp(out).metadata()).toMatchObject({ width: 768, height: 1024, channels: 1 });
    });
  });

  describe('models list', () => {
    it('should show what lies in the models folder', async () => {
      const { exitCode, stdout } = await tryflow(['models', 'list']);

      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/small-student +\d+\.\d+\.\d+ +research +[0-9a-f]{12} +ok: Small student/);
    });

    it('should say in JSON that production refuses a research model', async () => {
      const { stdout } = await tryflow(['models', 'list', '--json'], { NODE_ENV: 'production' });

      expect(JSON.parse(stdout)).toContainEqual(
        expect.objectContaining({
          id: 'small-student',
          usable: false,
          problem: expect.stringContaining('ALLOW_RESEARCH_MODELS') as string,
        }),
      );
    });

    it('should say where it looked when there are none', async () => {
      const { exitCode, stdout, stderr } = await tryflow(['models', 'list', '--json'], {
        MODELS_DIR: folder,
      });

      expect([exitCode, JSON.parse(stdout)]).toEqual([0, []]);
      expect(stderr).toContain(`No models in ${folder}`);
    });
  });

  describe('models import-pfafn', () => {
    it('should end with 1, name the missing tensor and leave nothing when the file is another network', async () => {
      const other = join(ROOT, 'src/neural/checkpoints/testing/fixtures/network.zip.pth');
      const models = await mkdtemp(inFolder('models-'));
      const args = ['models', 'import-pfafn', '--warp', other, '--gen', other, '--models', models];

      const { exitCode, stdout, stderr } = await tryflow(args);

      expect([exitCode, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(
        /network\.zip\.pth: .*"image_features\.encoders\.0\.0\.block\.0\.weight" is missing/,
      );
      expect(await readdir(models)).toEqual([]);
    });
  });

  it('should explain itself, its exit codes and its version', async () => {
    const help = await tryflow(['--help']);
    const version = await tryflow(['--version']);
    const nothing = await tryflow([]);

    expect(help).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Exit codes') as string });
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(nothing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Usage') as string });
  });
});
