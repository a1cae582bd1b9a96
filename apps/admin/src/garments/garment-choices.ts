/** Choices for inputs; names are keys of texts. */
export const CATEGORIES = ['UPPER_BODY', 'LOWER_BODY', 'DRESS'].map((id) => ({
  id,
  name: `categories.${id}`,
}));

export const STATUSES = ['DRAFT', 'PREPARING', 'READY', 'REJECTED', 'ARCHIVED'].map((id) => ({
  id,
  name: `states.${id}`,
}));
