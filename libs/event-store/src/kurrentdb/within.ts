/** No answer came in time. Says nothing about what the other side did. */
export class TimedOut extends Error {
  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
  }
}

/** The work's own outcome, or TimedOut. The work goes on unheard: the client cannot take a call back. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimedOut(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The same items, none later than so long after the one before. */
export async function* eachWithin<T>(
  milliseconds: number,
  items: AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  for (;;) {
    const step = await within(milliseconds, iterator.next());
    if (step.done) return;
    yield step.value;
  }
}
