/**
 * Runs `work` on every item, at most `concurrency` at a time.
 *
 * @returns answers in the order of the items
 */
export async function eachOf<Item, Answer>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers = new Array<Answer>(items.length);
  const queue = items.entries();
  const drain = async (): Promise<void> => {
    for (const [i, item] of queue) answers[i] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, drain));
  return answers;
}
