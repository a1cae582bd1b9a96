/** What `tryflow train` is asked for. */
export interface TrainingRequest {
  /** Path of the configuration. */
  readonly config: string;
  /** The run's folder. */
  readonly out: string;
  /** Folder of prepared data; default: `cache` in the run's folder. */
  readonly cache?: string;
}

/** The command that does the same again, or goes on. */
export function commandOf({ config, out, cache }: TrainingRequest): string {
  return `tryflow train --config ${config} --out ${out}${cache === undefined ? '' : ` --cache ${cache}`}`;
}
