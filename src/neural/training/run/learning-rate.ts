/** How the learning rate moves over a stage; all lengths in samples, so that another batch size changes nothing. */
export interface LearningRateSchedule {
  /** The highest rate. */
  readonly peak: number;
  /** Samples over which the rate rises from 0 to its peak. */
  readonly warmUp: number;
  /** Samples of the whole stage. */
  readonly samples: number;
  /**
   * `cosine`: half a cosine from the peak to 0 (Loshchilov and Hutter 2017, without restarts); `linear`: the peak for the
   * first half, then straight down to 0 (the schedule of PF-AFN's release); `constant`: the peak.
   */
  readonly decay: 'cosine' | 'linear' | 'constant';
}

/** The rate of the step that begins after `seen` samples of the stage: a pure function, so that a resumed run agrees. */
export function learningRate({ peak, warmUp, samples, decay }: LearningRateSchedule, seen: number): number {
  if (seen < warmUp) return (peak * (seen + 1)) / (warmUp + 1);
  const share = Math.min(1, (seen - warmUp) / Math.max(1, samples - warmUp));
  switch (decay) {
    case 'constant':
      return peak;
    case 'linear':
      return peak * Math.min(1, 2 * (1 - share));
    case 'cosine':
      return (peak * (1 + Math.cos(Math.PI * share))) / 2;
  }
}
