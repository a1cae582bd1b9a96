import { InvalidArgumentError } from 'commander';
import { readFile, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { PictureFormat } from '../images/picture.js';
import { CliError, EXIT } from './exit-code.js';

/** A file to write and the format that its ending names. */
export interface PictureTarget {
  readonly path: string;
  readonly format: PictureFormat;
}

const FORMATS: Readonly<Record<string, PictureFormat>> = {
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.png': 'png',
  '.webp': 'webp',
};

/** Parses an option that names a picture to write: .jpg, .jpeg, .png or .webp. */
export function pictureTarget(path: string): PictureTarget {
  const format = FORMATS[extname(path).toLowerCase()];
  if (!format) throw new InvalidArgumentError('The file must end in .jpg, .png or .webp.');
  return { path, format };
}

/** Parses an option that names a PNG to write, for what must stay lossless. */
export function pngTarget(path: string): string {
  if (pictureTarget(path).format !== 'png') throw new InvalidArgumentError('The file must end in .png.');
  return path;
}

/** @throws CliError (usage) when the file cannot be read */
export async function readPictureFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new CliError(EXIT.usage, `${path} cannot be read: ${reasonOf(error)}.`);
  }
}

/** @throws CliError (failed) when the file cannot be written */
export async function writePictureFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (error) {
    throw new CliError(EXIT.failed, `${path} cannot be written: ${reasonOf(error)}.`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  ENOSPC: 'the disk is full',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return REASONS[code] ?? code;
}
