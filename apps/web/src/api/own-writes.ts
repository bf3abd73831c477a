/**
 * The screens read what they have just recorded: a command answers with its position, and the reads that follow name
 * it, so that the server waits until its tables reach that far.
 */
let written: string | undefined;

export const rememberWrite = (position: string | null): void => {
  if (position !== null) written = position;
};

export const forgetWrites = (): void => {
  written = undefined;
};

/** For the query of every read of money: `{ fiscalYear, ...sinceOwnWrites() }`. */
export const sinceOwnWrites = (): { minPosition?: string } => (written === undefined ? {} : { minPosition: written });
