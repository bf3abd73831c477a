import { randomUUID } from 'node:crypto';
import { access, chmod, constants, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { invariant } from '@bofu/kernel';
import { AttachmentFiles, digestOf } from './attachment-files';

/** Files in a folder, `<folder>/<first two digits>/<digest>`, for nobody but the account we run as. */
export class FolderFiles extends AttachmentFiles {
  constructor(private readonly folder: string) {
    super();
  }

  /** Written beside its place and put there whole: whoever reads never sees half a file. */
  async put(digest: string, bytes: Uint8Array): Promise<void> {
    const lying = await this.read(digest);
    if (lying !== null && digestOf(lying) === digest) return;
    const { folder, place } = this.#placeOf(digest);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(this.folder, 0o700);
    const draft = `${place}.${randomUUID()}.part`;
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, place);
      // A name is on the disk once its folder is.
      for (const each of [folder, this.folder]) await synced(each);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async read(digest: string): Promise<Uint8Array | null> {
    try {
      return await readFile(this.#placeOf(digest).place);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async remove(digest: string): Promise<void> {
    await rm(this.#placeOf(digest).place, { force: true });
  }

  /** The folder is made with the first file; until then the nearest one above it counts. */
  async look(): Promise<void> {
    for (let folder = this.folder; ; folder = dirname(folder))
      try {
        return await access(folder, constants.R_OK | constants.W_OK);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
  }

  #placeOf(digest: string): { readonly folder: string; readonly place: string } {
    invariant(/^[0-9a-f]{64}$/.test(digest), 'a file lies under its digest');
    const folder = join(this.folder, digest.slice(0, 2));
    return { folder, place: join(folder, digest) };
  }
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
