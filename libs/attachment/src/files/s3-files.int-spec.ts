import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { requireTool } from '@bofu/testing';
import { filesContract } from '../../testing/files-contract';
import { startSwift, type SwiftServer } from '../../testing/swift-server';
import { S3Files } from './s3-files';

requireTool('swift-proxy-server')('files in a bucket', () => {
  let swift: SwiftServer;
  let files: S3Files;
  beforeAll(async () => {
    swift = await startSwift('attachments');
    files = new S3Files(swift.settings);
  }, 120_000);
  afterAll(() => swift?.stop(), 30_000);

  const digest = createHash('sha256').update('a paper').digest('hex');

  filesContract(() => ({
    files,
    exchange: async (named, bytes) => {
      const client = new AwsClient({ ...swift.settings, service: 's3' });
      const url = `${swift.settings.bucketUrl}/${named.slice(0, 2)}/${named}`;
      expect((await client.fetch(url, { method: 'PUT', body: new Uint8Array(bytes) })).status).toBe(200);
    },
  }));

  it('are refused by the store itself under a digest that is not theirs', async () => {
    await expect(files.put(digest, Buffer.from('another'))).rejects.toThrow(/附件库答复 400/);
    expect(await files.read(digest)).toBeNull();
  });
  it('are no files that are missing where the key is wrong, the bucket gone or nobody there', async () => {
    const { settings } = swift;
    const secret = 'a-wrong-secret-that-nobody-reads';
    for (const [more, said] of [
      [{ secretAccessKey: secret }, /^附件库答复 403 SignatureDoesNotMatch$/],
      [{ bucketUrl: settings.bucketUrl.replace(/attachments$/, 'elsewhere') }, /^附件库答复 404 NoSuchBucket$/],
      [{ bucketUrl: 'http://127.0.0.1:1/attachments' }, /^附件库无法连接：/],
    ] as const) {
      const wrong = new S3Files({ ...settings, ...more });
      for (const ask of [
        () => wrong.look(),
        () => wrong.read(digest),
        () => wrong.put(digest, Buffer.from('a paper')),
      ]) {
        const { message, code } = await ask().then(
          () => ({ message: 'done', code: null }),
          (error: Error & { readonly code: string }) => error,
        );
        expect(code).toBe('attachment-store-away');
        expect(message).toMatch(said);
        expect(message).not.toContain(secret);
      }
    }
  });
});
