/** What went wrong below, from the outside in: drivers and adapters wrap what they were told. */
function* causesOf(error: unknown): Generator<{ code?: unknown; message?: unknown; stack?: unknown }> {
  for (let cause = error; typeof cause === 'object' && cause !== null;) {
    yield cause;
    const { driverError, cause: next } = cause as { driverError?: unknown; cause?: unknown };
    cause = driverError ?? next;
  }
}

/** Whether something could not be written because a disk is full: it heals by itself once there is room. */
export const isStorageFull = (error: unknown): boolean =>
  [...causesOf(error)].some(({ code }) => code === '53100' || code === 'ENOSPC');

/** For the log: every cause with its own stack, because the outermost seldom says what happened. */
export const stacksOf = (error: unknown): string =>
  [...causesOf(error)].map(({ stack, message }) => String(stack ?? message)).join('\ncaused by: ');
