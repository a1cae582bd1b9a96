import { HttpError } from 'react-admin';

/** A signed permission to send a file, as the API answers it. */
export interface Upload {
  readonly uploadUrl: string;
  readonly uploadMethod: string;
  readonly maxBytes: number;
}

/** Fields to ask for of an upload. */
export const UPLOAD = 'uploadUrl uploadMethod maxBytes';

interface UploadAnswer {
  readonly state?: string;
  readonly issues?: readonly { readonly message: string }[];
  readonly error?: { readonly message: string };
}

/**
 * Sends a file with its permission and answers what the server found at once, such as the faults of a photo.
 * @throws HttpError when the file is too large or was refused
 */
export async function uploadFile(upload: Upload, file: File): Promise<UploadAnswer> {
  if (file.size > upload.maxBytes) {
    const megabytes = Math.floor(upload.maxBytes / 1_048_576);
    throw new HttpError(`The file is larger than ${megabytes} MiB.`, 413);
  }
  const response = await fetch(upload.uploadUrl, { method: upload.uploadMethod, body: file });
  const answer = (await response.json().catch(() => ({}))) as UploadAnswer;
  if (!response.ok) throw new HttpError(answer.error?.message ?? response.statusText, response.status);
  return answer;
}
