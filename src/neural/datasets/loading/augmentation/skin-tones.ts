import type { Random } from '../../../random.js';

/** Three values of red, green and blue. */
export type Rgb = readonly [number, number, number];

/**
 * Mean colours of photographed skin from very light to very dark, sRGB 0…255. Even steps through the classes of the
 * individual typology angle, ITA = atan((L* − 50) ÷ b*) (Chardon, Cretois, Hourseau 1991; Del Bino and Bernerd 2013):
 * L* from 80 to 20 with a* and b* as spectrophotometers find them for skin of that lightness (Xiao et al. 2017), turned
 * to sRGB (D65). ITA of each: 67°, 57°, 47°, 33°, 16°, −6°, −31°, −54°, −70°, −78°.
 */
export const SKIN_TONES: readonly Rgb[] = [
  [221, 193, 175],
  [211, 178, 156],
  [198, 161, 136],
  [184, 145, 118],
  [166, 126, 99],
  [145, 105, 81],
  [122, 86, 67],
  [97, 69, 55],
  [75, 55, 46],
  [60, 45, 39],
];

/** Draws a tone between two neighbours of {@link SKIN_TONES}: sRGB, 0…255. */
export function drawSkinTone(random: Random): Rgb {
  const place = random.uniform() * (SKIN_TONES.length - 1);
  const lighter = SKIN_TONES[Math.floor(place)]!;
  const darker = SKIN_TONES[Math.floor(place) + 1]!;
  const share = place % 1;
  const between = (channel: 0 | 1 | 2): number =>
    lighter[channel] + share * (darker[channel] - lighter[channel]);
  return [between(0), between(1), between(2)];
}
