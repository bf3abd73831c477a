import { randomBytes } from 'node:crypto';
import { digestOf, readUnchanged, type AttachmentFiles } from '../src/files/attachment-files';

/** A store of files under test, and a hand that reaches into it from outside. */
export interface FilesUnderTest {
  readonly files: AttachmentFiles;
  /** Puts other bytes where a file lies. */
  readonly exchange: (digest: string, bytes: Uint8Array) => Promise<void>;
}

/** What every place where attachments lie must do, whatever it is. */
export function filesContract(underTest: () => FilesUnderTest): void {
  const some = (size = 1_000) => {
    const bytes = randomBytes(size);
    return { bytes, size, digest: digestOf(bytes) };
  };

  it('gives back what was put, to the bit, however large', async () => {
    const { files } = underTest();
    for (const size of [1, 1_000, 20 * 1024 * 1024]) {
      const one = some(size);
      await files.put(one.digest, one.bytes);
      const found = await readUnchanged(files, one);
      expect(typeof found === 'string' ? found : Buffer.compare(found, one.bytes)).toBe(0);
    }
  }, 60_000);
  it('has nothing where nothing was put', async () => expect(await underTest().files.read(some().digest)).toBeNull());
  it('takes the same again', async () => {
    const { files } = underTest();
    const { digest, bytes } = some();
    await files.put(digest, bytes);
    await files.put(digest, bytes);
    expect(Buffer.from((await files.read(digest)) ?? []).equals(bytes)).toBe(true);
  });
  it('shows bytes that were exchanged for what they are, and puts the right ones in their place', async () => {
    const { files, exchange } = underTest();
    const one = some();
    await files.put(one.digest, one.bytes);
    await exchange(one.digest, Buffer.from('another paper'));
    expect(await readUnchanged(files, one)).toBe('changed');
    await files.put(one.digest, one.bytes);
    expect(typeof (await readUnchanged(files, one))).not.toBe('string');
  });
  it('removes a file, and one that is not there', async () => {
    const { files } = underTest();
    const one = some();
    await files.put(one.digest, one.bytes);
    await files.remove(one.digest);
    expect(await readUnchanged(files, one)).toBe('missing');
    await files.remove(one.digest);
  });
  it('takes twenty at once, the same among them', async () => {
    const { files } = underTest();
    const [shared, ...own] = Array.from({ length: 11 }, () => some());
    const all = [...own, ...Array.from({ length: 10 }, () => shared!)];
    await Promise.all(all.map(({ digest, bytes }) => files.put(digest, bytes)));
    for (const one of all) expect(typeof (await readUnchanged(files, one))).not.toBe('string');
  });
  it('is no place for what is named by anything else than a digest', async () => {
    const { files } = underTest();
    for (const name of ['', '../../etc/passwd', 'A'.repeat(64), `${'a'.repeat(63)}/`])
      await expect(files.read(name)).rejects.toThrow('a file lies under its digest');
  });
  it('can be looked at', async () => expect(await underTest().files.look()).toBeUndefined());
}
