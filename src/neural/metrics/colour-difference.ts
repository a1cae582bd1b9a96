import type { Lab } from './cielab.js';

const DEGREES = 180 / Math.PI;
const POWER_25_7 = 25 ** 7;

/**
 * Colour difference CIEDE2000 with kL = kC = kH = 1 (CIE 142-2001; formulas numbered as in Sharma, Wu, Dalal, "The
 * CIEDE2000 color-difference formula", 2005). About 1 is just noticeable side by side.
 */
export function colourDifference(first: Lab, second: Lab): number {
  const greyness =
    0.5 * (1 - chromaWeight((Math.hypot(first.a, first.b) + Math.hypot(second.a, second.b)) / 2)); // (4)
  const [a1, a2] = [(1 + greyness) * first.a, (1 + greyness) * second.a]; // (5)
  const [chroma1, chroma2] = [Math.hypot(a1, first.b), Math.hypot(a2, second.b)]; // (6)
  const [hue1, hue2] = [hueAngle(a1, first.b), hueAngle(a2, second.b)]; // (7)
  const isGrey = chroma1 * chroma2 === 0;
  const lightnessStep = second.l - first.l; // (8)
  const chromaStep = chroma2 - chroma1; // (9)
  const turn = isGrey ? 0 : shortestTurn(hue2 - hue1); // (10)
  const hueStep = 2 * Math.sqrt(chroma1 * chroma2) * sine(turn / 2); // (11)
  const lightness = (first.l + second.l) / 2; // (12)
  const chroma = (chroma1 + chroma2) / 2; // (13)
  const hue = isGrey ? hue1 + hue2 : meanHue(hue1, hue2); // (14)
  const hueWeight =
    1 -
    0.17 * cosine(hue - 30) +
    0.24 * cosine(2 * hue) +
    0.32 * cosine(3 * hue + 6) -
    0.2 * cosine(4 * hue - 63); // (15)
  const blueTurn = 30 * Math.exp(-(((hue - 275) / 25) ** 2)); // (16)
  const middle = (lightness - 50) ** 2;
  const scaleL = 1 + (0.015 * middle) / Math.sqrt(20 + middle); // (18)
  const scaleC = 1 + 0.045 * chroma; // (19)
  const scaleH = 1 + 0.015 * chroma * hueWeight; // (20)
  const rotation = -sine(2 * blueTurn) * 2 * chromaWeight(chroma); // (17), (21)
  const [l, c, h] = [lightnessStep / scaleL, chromaStep / scaleC, hueStep / scaleH];
  return Math.sqrt(l * l + c * c + h * h + rotation * c * h); // (22)
}

function chromaWeight(chroma: number): number {
  const power = chroma ** 7;
  return Math.sqrt(power / (power + POWER_25_7));
}

/** 0…360 degrees; 0 for grey. */
function hueAngle(a: number, b: number): number {
  if (a === 0 && b === 0) return 0;
  const angle = Math.atan2(b, a) * DEGREES;
  return angle < 0 ? angle + 360 : angle;
}

function shortestTurn(turn: number): number {
  if (turn > 180) return turn - 360;
  return turn < -180 ? turn + 360 : turn;
}

function meanHue(hue1: number, hue2: number): number {
  const sum = hue1 + hue2;
  if (Math.abs(hue1 - hue2) <= 180) return sum / 2;
  return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

function sine(degrees: number): number {
  return Math.sin(degrees / DEGREES);
}

function cosine(degrees: number): number {
  return Math.cos(degrees / DEGREES);
}
