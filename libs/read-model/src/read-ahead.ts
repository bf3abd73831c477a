/** Fetches the next item while the present one is worked on. */
export async function* readAhead<Item>(items: AsyncIterable<Item>): AsyncIterable<Item> {
  const iterator = items[Symbol.asyncIterator]();
  const fetch = () => {
    const next = iterator.next();
    // Should the worker fail first, nobody awaits this one any more.
    next.catch(() => undefined);
    return next;
  };
  try {
    for (let next = fetch(); ;) {
      const found = await next;
      if (found.done === true) return;
      next = fetch();
      yield found.value;
    }
  } finally {
    await iterator.return?.();
  }
}
