import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Something stands where the export was to go: a package or a journal is never written over another. */
export class ExportPlaceTaken extends Error {
  constructor(readonly place: string) {
    super(`there is something already: ${place}`);
  }
}

/**
 * A folder that is there whole or not at all: `fill` makes it beside its place, and it is moved there when it is done.
 *
 * @throws ExportPlaceTaken, and what `fill` does
 */
export async function wholeFolder<Made>(folder: string, fill: (making: string) => Promise<Made>): Promise<Made> {
  const place = resolve(folder);
  if ((await entriesOf(place)).length > 0) throw new ExportPlaceTaken(folder);
  await mkdir(dirname(place), { recursive: true });
  const making = join(dirname(place), `.${randomUUID()}.partial`);
  await mkdir(making);
  try {
    const made = await fill(making);
    await rm(place, { recursive: true, force: true });
    await rename(making, place);
    return made;
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
