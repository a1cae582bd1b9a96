/**
 * Decodes several items at once and answers them in order.
 *
 * @param decode what turns an item into a result; its error ends the iteration
 * @param ahead items in work at once; sharp decodes in threads of its own, so that a few more than cores suffice
 */
export async function* decodeAhead<Item, Result>(
  items: Iterable<Item>,
  decode: (item: Item) => Promise<Result>,
  ahead = 8,
): AsyncGenerator<Result, void, undefined> {
  const inWork: Promise<Result>[] = [];
  for (const item of items) {
    const decoding = decode(item);
    // Its error is met when its turn comes.
    decoding.catch(() => undefined);
    inWork.push(decoding);
    if (inWork.length >= ahead) yield await (inWork.shift() as Promise<Result>);
  }
  for (const decoding of inWork) yield await decoding;
}
