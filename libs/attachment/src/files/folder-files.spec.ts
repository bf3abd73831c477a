import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesContract } from '../../testing/files-contract';
import { FolderFiles } from './folder-files';

describe('files in a folder', () => {
  const above = mkdtempSync(join(tmpdir(), 'bofu-files-'));
  const folder = join(above, 'attachments');
  const files = new FolderFiles(folder);
  afterAll(() => rmSync(above, { recursive: true, force: true }));

  filesContract(() => ({
    files,
    exchange: async (digest, bytes) => writeFileSync(join(folder, digest.slice(0, 2), digest), bytes),
  }));
  it('can be looked at before there is a folder, and are nowhere where something else lies in its place', async () => {
    expect(await new FolderFiles(join(above, 'not', 'yet', 'attachments')).look()).toBeUndefined();
    writeFileSync(join(above, 'a-file'), '');
    await expect(new FolderFiles(join(above, 'a-file', 'attachments')).look()).rejects.toThrow('ENOTDIR');
  });
});
