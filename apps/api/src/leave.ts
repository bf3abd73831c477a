import type { Writable } from 'node:stream';

/** Who reads only the first lines of what is written (`| head -3`) has gone away: nothing to report, and no defect. */
export function letReadersGo(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: Error) => {
      if (!isReaderGone(error)) throw error;
    });
}

export const isReaderGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EPIPE';

/** Ends the process once everything written has been taken by its reader: a pipe holds 64 KiB, the rest waits here. */
export async function leave(code: number): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(taken));
  process.exit(code);
}

const taken = (stream: Writable): Promise<void> =>
  new Promise((resolve) => {
    stream.once('error', () => resolve());
    stream.write('', () => resolve());
  });
