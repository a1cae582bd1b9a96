/** Said wherever a paired test is run. */
export const COPYING_WARNING =
  'A PAIRED TEST FLATTERS A PARSER-FREE NETWORK: its input photo already shows the garment, so that leaving the photo ' +
  'as it is gives SSIM 1, L1 0. Read these figures beside the published ones only with that in mind; the cycle figures ' +
  'of the same pairs, and the benchmark `renders`, cannot be copied.';

/** Said where results have no true picture. */
export const NO_TRUTH_WARNING =
  'There is no true picture of an unpaired try-on. The set of results is compared with the set of real photos (FID, KID): ' +
  'that tells how real the results look as a whole, not whether each shows the right garment on the right person.';
