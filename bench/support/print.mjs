const NAME_WIDTH = 58;
const VALUE_WIDTH = 12;

/** @param {string} title */
export function section(title) {
  console.log(`\n${title}`);
}

/**
 * One figure, with its target and whether it is met.
 * @param {string} name
 * @param {number} value
 * @param {string} unit
 * @param {{ digits?: number, most?: number, note?: string }} [options] `most`: the target is at most this
 */
export function figure(name, value, unit, { digits = 1, most, note = '' } = {}) {
  const target = most === undefined ? '' : `  target ≤ ${most}: ${value <= most ? 'met' : 'MISSED'}`;
  const text = `${value.toFixed(digits)} ${unit}`;
  console.log(`  ${name.padEnd(NAME_WIDTH)}${text.padStart(VALUE_WIDTH)}${target}${note && `  ${note}`}`);
}

/**
 * A table of numbers.
 * @param {readonly string[]} columns
 * @param {readonly (readonly [string, ...number[]])[]} rows
 */
export function table(columns, rows) {
  console.log(`  ${''.padEnd(40)}${columns.map((name) => name.padStart(9)).join('')}`);
  for (const [name, ...values] of rows) {
    console.log(`  ${name.padEnd(40)}${values.map((value) => value.toFixed(1).padStart(9)).join('')}`);
  }
}
