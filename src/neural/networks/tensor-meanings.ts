/** What each tensor of a student means, in the words of model cards: names and order are the product's contract. */
export const TENSOR_MEANINGS: Readonly<Record<string, string>> = {
  person: 'photo of the person, RGB, −1…1',
  garment: 'garment picture, RGB, −1…1, multiplied by the mask (background exactly 0)',
  garment_mask: '1 on the garment, 0 elsewhere',
  flow: 'absolute sampling position x, y in −1…1; enlarge bilinearly (half-pixel) to any size',
  composition: 'share of the warped garment, already multiplied by the warped mask',
  rendered: 'repainted person, −1…1, preservation already applied',
  preservation: "1 = keep the photo's own pixel",
  person_distance: 'how unlike the people of training the photo is, 0 and above; 98 % of those lie below 1',
  try_on: 'warped·composition + rendered·(1−composition), −1…1',
};
