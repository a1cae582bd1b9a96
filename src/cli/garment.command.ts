import { Command } from 'commander';
import { readConfig } from '../config/read-config.js';
import { decodePicture } from '../images/decode-picture.js';
import { encodeMask } from '../images/encode-picture.js';
import { maskGarment } from '../images/garment-mask.js';
import { checkGarment } from '../images/garment-readiness.js';
import { EXIT } from './exit-code.js';
import { pngTarget, readPictureFile, writePictureFile } from './picture-file.js';
import { pictureLimits } from './picture-limits.js';
import { progress, tellIssues } from './progress.js';

/** `tryflow garment …`: what can be done with a shop picture alone. */
export function garmentCommand(): Command {
  const mask = new Command('mask')
    .description(
      'Cuts the garment from its plain background and tells whether the picture is ready for try-on.',
    )
    .argument('<picture>', 'shop picture: JPEG, PNG, WebP or AVIF')
    .requiredOption('-o, --output <mask.png>', 'greyscale mask of the same size: 255 = garment', pngTarget)
    .action(writeMask);
  return new Command('garment').description('Works on pictures of garments.').addCommand(mask);
}

async function writeMask(path: string, options: { output: string }): Promise<void> {
  const bytes = await readPictureFile(path);
  const picture = await decodePicture(bytes, pictureLimits(readConfig(process.env)));
  const result = maskGarment(picture);
  await writePictureFile(options.output, await encodeMask(result.mask));
  const percent = Math.round(result.areaShare * 100);
  progress(`${options.output}: ${picture.width}×${picture.height}, the garment covers ${percent} %`);
  if (tellIssues(path, checkGarment(picture, result))) process.exitCode = EXIT.refused;
}
