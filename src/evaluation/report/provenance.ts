import type { EvaluatedModel, EvaluationResult } from '../runs/evaluation-result.js';
import type { RecordedInstruments } from '../runs/instruments.js';
import type { EvaluationRecord } from '../runs/run-record.js';
import { describeSource } from '../../neural/metrics/feature-source.js';

/** Where a result comes from, fact by fact. */
export function provenance(
  result: EvaluationResult,
  record: Pick<EvaluationRecord, 'options' | 'starts'>,
): [string, string][] {
  const { benchmark, model, against, data, leaks, code, fingerprint } = result;
  const { options, starts } = record;
  const seconds = starts.reduce((sum, start) => sum + (start.seconds ?? 0), 0);
  const killed = starts.filter((start) => start.seconds === undefined).length;
  const facts: [string, string | undefined][] = [
    ['Benchmark', `${benchmark.id} (${benchmark.protocol})`],
    ['Model', tellModel(model)],
    ['Against', against && tellModel(against)],
    ['Data', `${data.name}, ${data.pairs} items${data.limit === undefined ? '' : ` (limit ${data.limit})`}`],
    ['Data digest', data.digest],
    ['Other garments', data.others],
    ['Garment masks', benchmark.id === 'renders' ? 'those of the renders' : maskOrigin(benchmark.id)],
    ['Compared at', `${options.size} size, ${result.size.height}×${result.size.width}`],
    ['Feature network', tellInstruments(options.instruments)],
    ['Training data', tellLeaks(leaks)],
    ['Threads', String(options.threads)],
    [
      'Code',
      `tryflow ${code.tryflow}, digest ${code.digest}, ONNX Runtime ${code.onnxruntime}, Node ${code.node}, ${code.platform}`,
    ],
    ['Run', fingerprint],
    [
      'Begun',
      `${starts.map(({ at }) => at).join(', ')}${killed > 0 ? ` (${killed} of them did not end by themselves)` : ''}`,
    ],
    ['Measuring took', `${seconds.toFixed(1)} s, without starts that were killed`],
  ];
  return facts.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
}

function tellModel({ id, version, digest, height, width }: EvaluatedModel): string {
  return `${id} ${version}, frame ${height}×${width}, digest ${digest}`;
}

function maskOrigin(benchmark: string): string {
  return benchmark === 'synthetic' ? 'drawn' : 'made by the product’s own masking';
}

function tellInstruments(instruments: RecordedInstruments = {}): string | undefined {
  const { features, lpips } = instruments;
  const parts = [
    ...(features ? [`${describeSource(features)}, SHA-256 ${features.sha256}`] : []),
    ...(lpips ? [`LPIPS ${lpips.backbone}, SHA-256 ${lpips.sha256.join(' and ')}`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}

function tellLeaks({ checked, trainingData, ids }: EvaluationResult['leaks']): string {
  if (checked === 'nothing') return 'the model’s card names none of this kind';
  const how = checked === 'contents' ? 'compared picture by picture' : 'by the model’s card';
  return `${trainingData.join('; ') || 'given'}; ${how}: ${ids.length} items leaked`;
}
