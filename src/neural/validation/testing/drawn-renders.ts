import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { zipBytes } from '../../checkpoints/testing/zip-bytes.js';
import { RENDER_CLASSES } from '../render-set.js';

/** Size of all drawn pictures, pixels. */
export const [DRAWN_HEIGHT, DRAWN_WIDTH] = [48, 36];

/** Skin colours of the people; ITA of about 60° and −53°. */
export const DRAWN_PEOPLE = { fair: [245, 225, 210], dark: [70, 45, 35] } as const;

/** Garments cover all columns from 6 to 30, rows 10 to their hem; the skin below is bare. */
export const DRAWN_GARMENTS = {
  long: { colour: [200, 30, 30], hem: 40 },
  short: { colour: [30, 60, 200], hem: 24 },
  middle: { colour: [30, 160, 60], hem: 32 },
} as const;

type Colour = readonly [number, number, number];

/** Draws renders in the layout of a `RenderSet`: blocks of one colour, each garment worn as it lies in its picture. */
export async function drawRenders(folder: string): Promise<void> {
  for (const part of ['garments', 'cross', 'flow']) await mkdir(join(folder, part));
  const garments = Object.keys(DRAWN_GARMENTS).map((id) => ({
    id,
    picture: `garments/${id}.png`,
    mask: `garments/${id}_mask.png`,
  }));
  const persons = Object.keys(DRAWN_PEOPLE).map((id) => ({ id }));
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ garments, persons }));
  for (const [id, { colour, hem }] of Object.entries(DRAWN_GARMENTS)) {
    const isGarment = within(10, hem);
    await writePicture(join(folder, `garments/${id}.png`), (x, y) =>
      isGarment(x, y) ? colour : [255, 255, 255],
    );
    await writeLabels(join(folder, `garments/${id}_mask.png`), (x, y) => (isGarment(x, y) ? 255 : 0));
    for (const [person, skin] of Object.entries(DRAWN_PEOPLE)) {
      await drawRender(join(folder, 'cross', `${person}_${id}`), skin, colour, hem);
      await writeFile(join(folder, 'flow', `${person}_${id}.npz`), flowFile(isGarment));
    }
  }
}

/** Face in rows 2 to 10, garment, then arms down to row 44. */
async function drawRender(path: string, skin: Colour, cloth: Colour, hem: number): Promise<void> {
  const [isFace, isGarment, isArm] = [within(2, 10), within(10, hem), within(hem, 44)];
  await writePicture(`${path}.jpg`, (x, y) => {
    if (isGarment(x, y)) return cloth;
    return isFace(x, y) || isArm(x, y) ? skin : [230, 230, 230];
  });
  await writeLabels(`${path}_parse.png`, (x, y) => {
    if (isFace(x, y)) return RENDER_CLASSES.faceAndNeck;
    if (isGarment(x, y)) return RENDER_CLASSES.garment;
    return isArm(x, y) ? RENDER_CLASSES.arms : RENDER_CLASSES.background;
  });
}

type Region = (x: number, y: number) => boolean;

function within(top: number, bottom: number): Region {
  return (x, y) => x >= 6 && x < 30 && y >= top && y < bottom;
}

/** PNG under whatever name, so that colours are exact. */
async function writePicture(path: string, at: (x: number, y: number) => Colour): Promise<void> {
  await writePng(
    path,
    3,
    pixels().flatMap(([x, y]) => [...at(x, y)]),
  );
}

async function writeLabels(path: string, at: (x: number, y: number) => number): Promise<void> {
  await writePng(
    path,
    1,
    pixels().map(([x, y]) => at(x, y)),
  );
}

async function writePng(path: string, channels: 1 | 3, values: readonly number[]): Promise<void> {
  const raw = { width: DRAWN_WIDTH, height: DRAWN_HEIGHT, channels };
  const picture = sharp(Uint8Array.from(values), { raw });
  await writeFile(path, await (channels === 1 ? picture.toColourspace('b-w') : picture).png().toBuffer());
}

function pixels(): [number, number][] {
  return Array.from({ length: DRAWN_HEIGHT * DRAWN_WIDTH }, (_, i) => [
    i % DRAWN_WIDTH,
    Math.floor(i / DRAWN_WIDTH),
  ]);
}

/** Each pixel of the garment lies where it is worn, two pixels further to the right. */
function flowFile(isGarment: Region): Uint8Array {
  const values = pixels().flatMap(([x, y]) =>
    isGarment(x, y) ? [(x + 2.5) / DRAWN_WIDTH, (y + 0.5) / DRAWN_HEIGHT] : [-1, -1],
  );
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${DRAWN_HEIGHT}, ${DRAWN_WIDTH}, 2), }\n`;
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length, 0]);
  const bytes = Buffer.concat([start, Buffer.from(header), Buffer.from(Float32Array.from(values).buffer)]);
  return zipBytes([{ name: 'flow.npy', bytes }]);
}
