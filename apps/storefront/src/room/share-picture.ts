/** How a picture was shared: by the system's sheet, saved as a file instead, or not at all because the shopper left. */
export type Shared = 'SHARED' | 'SAVED' | 'LEFT';

/**
 * Hands the picture to the system's share sheet; where there is none for files, saves it.
 * @param url of the picture
 */
export async function sharePicture(
  url: string,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<Shared> {
  const blob = await (await fetch(url)).blob();
  const file = new File([blob], `${name}.${blob.type.split('/')[1] ?? 'webp'}`, { type: blob.type });
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file], text });
      return 'SHARED';
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'LEFT';
    }
  }
  saveFile(blob, file.name);
  return 'SAVED';
}

/** Lets the browser download bytes that the page holds. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
