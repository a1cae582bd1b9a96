/** First and last value of the five fields: minute, hour, day of month, month, day of week (Sunday is 0). */
const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

/** Tells whether a minute is one of the expression's. */
export type CronMatcher = (time: Date) => boolean;

/**
 * Reads a cron expression of five fields in UTC. Each is `*`, a number, a range `a-b`, either of the latter two or `*`
 * with a step (`0-30/10`), or a comma-separated list of these. When both days are restricted, one of them is
 * enough, as in crontab(5).
 * @throws Error when the expression is not one
 */
export function parseCron(expression: string): CronMatcher {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== RANGES.length)
    throw new Error(`"${expression}" is not a cron expression of five fields`);
  const [minutes, hours, days, months, weekdays] = fields.map((field, i) => {
    const [first, last] = RANGES[i] ?? [0, 0];
    return valuesOf(field, first, last, expression);
  });
  const eitherDay = fields[2] !== '*' && fields[4] !== '*';
  return (time) => {
    const day = days?.has(time.getUTCDate());
    const weekday = weekdays?.has(time.getUTCDay());
    return Boolean(
      minutes?.has(time.getUTCMinutes()) &&
      hours?.has(time.getUTCHours()) &&
      months?.has(time.getUTCMonth() + 1) &&
      (eitherDay ? day || weekday : day && weekday),
    );
  };
}

function valuesOf(field: string, first: number, last: number, expression: string): ReadonlySet<number> {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    const from = Number(match?.[1] ?? first);
    const to = Number(match?.[2] ?? (match?.[1] === undefined || match[3] !== undefined ? last : from));
    const step = Number(match?.[3] ?? 1);
    if (!match || from < first || to > last || from > to || step < 1)
      throw new Error(`"${part}" in "${expression}" is not in ${first}-${last}`);
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}
