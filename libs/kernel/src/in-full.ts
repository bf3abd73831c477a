/**
 * An error in one line, with everything that caused it down to the last: class, code where there is one, and words. What
 * an adapter says of its trouble is the same whatever the trouble was; only its causes tell which.
 */
export function inFull(error: unknown): string {
  const told: string[] = [];
  for (let cause = error; cause !== undefined && cause !== null && told.length < DEEPEST;) {
    if (!(cause instanceof Error)) {
      told.push(typeof cause === 'string' ? cause : JSON.stringify(cause));
      break;
    }
    const { code, cause: next, driverError } = cause as Error & { code?: unknown; driverError?: unknown };
    const known = typeof code === 'string' || typeof code === 'number' ? ` (${code})` : '';
    told.push(`${cause.constructor.name}${known}: ${cause.message}`);
    cause = driverError ?? next;
  }
  return told.join(' <- ');
}

/** Causes that go round in a circle end somewhere. */
const DEEPEST = 10;
