import fc from 'fast-check';
import { commandHeaders, startExample, type ExampleApp } from '../testing/example-app';
import { LARGEST_PAGE_BYTES, page } from './page';

let example: ExampleApp;
beforeAll(async () => void (example = await startExample()));
afterAll(() => example.app.close());

const read = async (query: string) => {
  const answer = await fetch(`http://127.0.0.1:${example.port}/v1/examples${query}`, { headers: commandHeaders() });
  return (await answer.json()) as { items: { number: number }[]; next: string | null };
};

const cursorAfter = (last: number) => ({ list: 'examples', position: '1', after: [String(last)] });

describe('a list read page by page', () => {
  it.each([1, 2, 3, 6, 7, 8, 200])('%i at a time gives every row once, in order', async (limit) => {
    const numbers: number[] = [];
    let query = `?limit=${limit}`;
    for (;;) {
      const { items, next } = await read(query);
      numbers.push(...items.map(({ number }) => number));
      expect(items.length).toBeLessThanOrEqual(limit);
      if (next === null) break;
      query = `?limit=${limit}&cursor=${next}`;
    }
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('takes 50 where no limit is given', async () => {
    expect((await read('')).items).toHaveLength(7);
  });

  it('ends before it is too large to send, and goes on behind the last row it has', () => {
    const large = (rows: number, letters: number) =>
      page(
        Array.from({ length: rows }, (_, at) => at),
        200,
        cursorAfter,
        (at) => ({ at, text: '拨'.repeat(letters) }),
      );
    const { items, next } = large(200, 1_000);
    expect(Buffer.byteLength(JSON.stringify(items))).toBeLessThanOrEqual(LARGEST_PAGE_BYTES + 1);
    expect(items).toHaveLength(62);
    expect(JSON.parse(Buffer.from(next ?? '', 'base64url').toString())).toMatchObject({ after: ['61'] });
    expect(large(200, 100).items).toHaveLength(200);
    // One row is always there: what is larger than a page could never be read otherwise.
    expect(large(2, 100_000)).toMatchObject({ items: [{ at: 0 }], next: expect.any(String) });
    expect(large(1, 100_000).next).toBeNull();
  });

  it('goes on exactly where there are more rows than asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 20 }), fc.integer({ min: 1, max: 20 }), (rows, limit) => {
        const { items, next } = page(rows, limit, cursorAfter, (row) => row);
        expect(items).toEqual(rows.slice(0, limit));
        expect(next !== null).toBe(rows.length > limit);
      }),
    );
  });
});
