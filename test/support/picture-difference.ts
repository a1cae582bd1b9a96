import sharp from 'sharp';

/** Mean absolute difference of two encoded pictures in grey levels, 0…255, at 192×256. */
export async function meanDifference(a: Buffer, b: Buffer): Promise<number> {
  const [left, right] = await Promise.all(
    [a, b].map((bytes) => sharp(bytes).resize(192, 256, { fit: 'fill' }).removeAlpha().raw().toBuffer()),
  );
  if (!left || !right || left.length !== right.length) throw new Error('The pictures cannot be compared.');
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += Math.abs((left[i] ?? 0) - (right[i] ?? 0));
  return sum / left.length;
}
