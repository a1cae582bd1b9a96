/** Columns that a line may fill. */
const WIDTH = 110;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON as this repository's formatter writes it, so that a card that was measured anew does not differ elsewhere: objects a
 * field a line; lists of plain values on one line where they fit.
 */
export function formatJson(value: object): string {
  return format(JSON.parse(JSON.stringify(value)) as Json, 0, 0);
}

/** @param before columns that the line already holds */
function format(value: Json, depth: number, before: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const indent = '  '.repeat(depth + 1);
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    const isPlain = items.every((item) => typeof item !== 'object' || item === null);
    const line = `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
    if (items.length === 0 || (isPlain && before + line.length + 1 <= WIDTH)) return line;
    const lines = items.map((item) => `${indent}${format(item, depth + 1, indent.length)}`);
    return `[\n${lines.join(',\n')}\n${'  '.repeat(depth)}]`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, item]) => {
    const name = `${indent}${JSON.stringify(key)}: `;
    return `${name}${format(item, depth + 1, name.length)}`;
  });
  return `{\n${lines.join(',\n')}\n${'  '.repeat(depth)}}`;
}
