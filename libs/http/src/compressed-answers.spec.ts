import { request, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { commandHeaders, soundBody, startExample, type ExampleApp } from '../testing/example-app';

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

describe('answers to a slow line', () => {
  let example: ExampleApp;
  beforeAll(async () => {
    example = await startExample();
  });
  afterAll(() => example.app.close());

  const ask = (path: string, acceptEncoding: string | null, body: object | null = null): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const asked = request(
        {
          ...{ host: '127.0.0.1', port: example.port, path, method: body === null ? 'GET' : 'POST' },
          headers: {
            ...(acceptEncoding !== null && { 'accept-encoding': acceptEncoding }),
            ...(body !== null && { 'content-type': 'application/json', ...commandHeaders() }),
          },
        },
        (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('end', () => resolve({ headers: answer.headers, bytes: Buffer.concat(pieces) }));
        },
      );
      asked.on('error', reject);
      asked.end(body === null ? undefined : JSON.stringify(body));
    });
  /** Named back one by one, each unknown field makes the answer longer. */
  const strange = { ...soundBody, ...Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`field${at}`, at])) };

  it('are short where they are long and the browser takes them so, and say the same', async () => {
    const short = await ask('/v1/examples', 'gzip, deflate, br', strange);
    const long = await ask('/v1/examples', null, strange);
    expect(short.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(short.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(long.headers['content-encoding']).toBeUndefined();
    expect(short.bytes.length).toBeLessThan(long.bytes.length / 3);
    const said = (bytes: Buffer): unknown => ({ ...(JSON.parse(String(bytes)) as object), traceId: null });
    expect(said(gunzipSync(short.bytes))).toEqual(said(long.bytes));
  });

  it('are left as they are where a packet holds them', async () => {
    const { headers, bytes } = await ask('/v1/examples', 'gzip');
    expect(headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(String(bytes))).toHaveProperty('items');
  });

  it('are given to whoever takes no coding that is known here', async () => {
    const { headers } = await ask('/v1/examples', 'br;q=1, gzip;q=0', strange);
    expect(headers['content-encoding']).toBeUndefined();
  });
});
