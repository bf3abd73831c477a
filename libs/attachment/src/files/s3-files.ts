import { AwsClient } from 'aws4fetch';
import { invariant, Refusal } from '@bofu/kernel';
import type { AttachmentRefusals } from '../domain/refusals';
import { AttachmentFiles } from './attachment-files';

export interface S3Settings {
  /** The bucket by path: `https://s3.example.gov.cn/bofu-attachments`. */
  readonly bucketUrl: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The store did not do what it was asked: what it answered, for the log alone, and never what it was asked with. */
export class AttachmentStoreError extends Refusal {
  constructor(answer: string) {
    super('attachment-store-away' satisfies keyof AttachmentRefusals);
    this.message = answer;
  }
}

/** As long as a request may take. */
const PATIENCE_MS = 30_000;

/**
 * Files in a bucket of a store that speaks S3, `<first two digits>/<digest>`, as in a folder: one can be copied to the
 * other. An object is there whole or not at all, and the digest goes with the request: the store itself refuses bytes
 * that have another one. Amazon S3 API, signature version 4.
 */
export class S3Files extends AttachmentFiles {
  readonly #client: AwsClient;
  readonly #bucketUrl: string;

  constructor({ bucketUrl, region, accessKeyId, secretAccessKey }: S3Settings) {
    super();
    this.#bucketUrl = bucketUrl.replace(/\/+$/, '');
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2 });
  }

  async put(digest: string, bytes: Uint8Array): Promise<void> {
    const headers = { 'x-amz-content-sha256': digest, 'content-type': 'application/octet-stream' };
    await this.#asked('PUT', this.#placeOf(digest), [200], { headers, body: bytes as Uint8Array<ArrayBuffer> });
  }

  async read(digest: string): Promise<Uint8Array | null> {
    const answer = await this.#asked('GET', this.#placeOf(digest), [200, 404]);
    if (answer.status === 200) return new Uint8Array(await answer.arrayBuffer());
    // A bucket that is gone is no file that is missing.
    const code = codeIn(await answer.text());
    if (code !== 'NoSuchKey') throw new AttachmentStoreError(`附件库答复 404 ${code}`);
    return null;
  }

  async remove(digest: string): Promise<void> {
    await this.#asked('DELETE', this.#placeOf(digest), [200, 204, 404]);
  }

  async look(): Promise<void> {
    await this.#asked('GET', `${this.#bucketUrl}?list-type=2&max-keys=1`, [200]);
  }

  /** Throws `AttachmentStoreError` on any other answer, or none. */
  async #asked(method: string, url: string, expected: readonly number[], init: RequestInit = {}): Promise<Response> {
    let answer: Response;
    try {
      answer = await this.#client.fetch(url, { method, signal: AbortSignal.timeout(PATIENCE_MS), ...init });
    } catch (error) {
      const { cause = error } = error as { readonly cause?: unknown };
      throw new AttachmentStoreError(`附件库无法连接：${cause instanceof Error ? cause.message : String(cause)}`);
    }
    if (expected.includes(answer.status)) return answer;
    throw new AttachmentStoreError(`附件库答复 ${answer.status} ${codeIn(await answer.text())}`);
  }

  #placeOf(digest: string): string {
    invariant(/^[0-9a-f]{64}$/.test(digest), 'a file lies under its digest');
    return `${this.#bucketUrl}/${digest.slice(0, 2)}/${digest}`;
  }
}

/** `<Error><Code>NoSuchKey</Code>…`; nothing where the answer is no such document. */
const codeIn = (body: string): string => /<Code>(\w{1,60})<\/Code>/.exec(body)?.[1] ?? '';
