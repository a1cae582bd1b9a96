import sharp from 'sharp';

/** What a drawn product picture shows. */
export interface Drawing {
  /** Colour of the garment. */
  readonly colour?: string;
  /** Nothing but the white ground. */
  readonly empty?: boolean;
  /** Pixels; the picture is 3 : 4. */
  readonly width?: number;
}

/** A T-shirt on white as a JPEG that carries EXIF data, as a camera's would. */
export function drawnPicture({
  colour = '#2f5d8c',
  empty = false,
  width = 600,
}: Drawing = {}): Promise<Buffer> {
  const shirt = `<path fill="${colour}" d="M210 110 Q300 160 390 110 L540 190 L490 310 L430 285 V690 H170 V285 L110 310 L60 190 Z"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 800" width="${width}" height="${(width / 3) * 4}">
    <rect width="600" height="800" fill="#fff"/>${empty ? '' : shirt}</svg>`;
  return sharp(Buffer.from(svg))
    .flatten({ background: '#fff' })
    .withExif({ IFD0: { Make: 'SecretCamera', Software: 'SecretSoftware' } })
    .jpeg({ quality: 92 })
    .toBuffer();
}
