/** Thrown out of whatever was under way when the process was asked to end. */
export class Interrupted extends Error {}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm passes on what the terminal has sent to all of us already: the same wish, told twice. */
const SAME_WISH_MS = 1_000;

let asked: Promise<void> | undefined;

/**
 * Resolves when a person, the system or a closing terminal asks the process to end, at whatever moment it was: signals
 * are taken from the first call on. What was opened is then closed in order; who asks once more does not want to wait,
 * and leaving at once still ends the embedded Postgres.
 */
export function stopAsked(): Promise<void> {
  return (asked ??= new Promise((resolve) => {
    let first = 0;
    const onSignal = () => {
      if (first === 0) first = Date.now();
      else if (Date.now() - first > SAME_WISH_MS) process.exit(130);
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, onSignal);
  }));
}

/** The work's own result, or Interrupted as soon as the process is asked to end. */
export const unlessStopped = <Result>(work: Promise<Result>): Promise<Result> =>
  Promise.race([
    work,
    stopAsked().then(() => {
      throw new Interrupted();
    }),
  ]);
