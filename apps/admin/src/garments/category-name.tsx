import { useTranslate } from 'react-admin';

/** A category in words. */
export function CategoryName({ category }: { readonly category: string }) {
  return <>{useTranslate()(`categories.${category}`)}</>;
}
