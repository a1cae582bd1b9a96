import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { GraphError } from '../../neural/graph/onnx-model.js';
import { FeatureExtractor } from '../../neural/metrics/feature-extractor.js';
import type { FeatureSource } from '../../neural/metrics/feature-source.js';
import { EvaluationError } from './evaluation-error.js';
import type { EvaluationRequest, LpipsWeights } from './evaluation-request.js';

/** What figures depend on besides models and data: weights of feature networks. */
export interface RecordedInstruments {
  /** Network of FID, KID and Inception score. */
  readonly features?: FeatureSource;
  readonly lpips?: {
    readonly backbone: LpipsWeights['backbone'];
    /** SHA-256 of the backbone's and of the linear layers' file. */
    readonly sha256: readonly string[];
  };
}

/** Networks that measure, opened once. */
export interface Instruments {
  readonly recorded: RecordedInstruments;
  readonly extractor?: FeatureExtractor;
  close(): Promise<void>;
}

/**
 * Opens what a request names.
 *
 * @throws CheckpointError or EvaluationError when a file cannot be read or is no such network
 */
export async function openInstruments(request: EvaluationRequest): Promise<Instruments> {
  const { features, resize, lpips, threads = 1 } = request;
  if (features !== undefined) await fileDigest(features);
  const files = lpips ? [lpips.backbonePath, lpips.linearPath] : [];
  const sha256 = await Promise.all(files.map(fileDigest));
  const extractor =
    features === undefined
      ? undefined
      : await FeatureExtractor.open(features, { resize, threads }).catch(notAsNetwork);
  return {
    recorded: {
      ...(extractor && { features: extractor.source }),
      ...(lpips && { lpips: { backbone: lpips.backbone, sha256 } }),
    },
    extractor,
    close: async () => {
      await extractor?.close();
    },
  };
}

/** A wrong file is the caller's to mend. */
function notAsNetwork(cause: unknown): never {
  if (cause instanceof GraphError) throw new EvaluationError(cause.message, { cause });
  throw cause;
}

async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (cause) {
    throw new EvaluationError(`${path} cannot be read. Check the path.`, { cause });
  }
  return hash.digest('hex');
}
