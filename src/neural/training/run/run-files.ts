/** Names of what lies in a run's folder. */
export const RUN_FILES = {
  run: 'run.json',
  log: 'log.jsonl',
  checkpoints: 'checkpoints',
  sheets: 'sheets',
  events: 'events',
} as const;
