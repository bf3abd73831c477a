import fc from 'fast-check';
import { Refusal } from '@bofu/kernel';
import { blocksOf, paperWith, sheetWith } from '../testing/printed-disclosure';
import { asPdf, openPress } from '../testing/printed-pdf';
import type { Draft } from '../testing/read-printed';
import { readPaperFile } from './file/read-paper-file';
import { viewPaper } from './paper.view';

/** A sample runs with every test; all of it by `npm run mutants:papers`. */
const MANGLED = Number(process.env['BOFU_PDF_MANGLED'] ?? 60);
const SEED = Number(process.env['BOFU_PAPER_SEED'] ?? 20_210_110);
const MOST_MB = 300;

describe('a PDF that is broken anyhow', () => {
  let whole: Uint8Array;
  beforeAll(async () => {
    const press = await openPress();
    const sheets = [sheetWith({ amount: '1,286.64' }), sheetWith({ code: '88010125SWGL0000A0002', amount: '45.00' })];
    whole = await asPdf(press, blocksOf(paperWith(sheets, '1,331.64万元')));
    await press.close();
  });

  const orRefused = async (bytes: Uint8Array): Promise<Draft | null> => {
    try {
      return viewPaper(await readPaperFile(bytes));
    } catch (error) {
      // Anything else is a crash.
      if (error instanceof Refusal) return null;
      throw error;
    }
  };

  it(`is refused or read right, and never anything else: ${MANGLED} files`, async () => {
    const amounts = (draft: Draft) => draft.programmes.map(({ code, amount }) => `${code.value}=${amount.value}`);
    const right = amounts((await orRefused(whole))!);
    const seen = { drafts: 0, refused: 0, slowestMs: 0, mostMb: 0 };
    const cut = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      bytes: fc.uint8Array({ maxLength: 8 }),
      lost: fc.nat(200),
    });
    let before = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 30 }), async (cuts) => {
        let bytes = whole;
        for (const { at, bytes: put, lost } of cuts) {
          const from = 5 + Math.floor(at * (bytes.byteLength - 5));
          bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + lost)]);
        }
        const started = performance.now();
        const draft = await orRefused(bytes);
        seen.slowestMs = Math.max(seen.slowestMs, Math.round(performance.now() - started));
        seen[draft === null ? 'refused' : 'drafts'] += 1;
        const used = process.memoryUsage().rss / 2 ** 20;
        // What a run takes to begin with: the engine compiled, the test itself.
        if (seen.drafts + seen.refused === 20) before = used;
        if (before > 0) seen.mostMb = Math.max(seen.mostMb, Math.round(used - before));
        if (draft !== null) expect(amounts(draft)).toEqual(right);
      }),
      { numRuns: MANGLED, seed: SEED },
    );
    expect(Math.min(seen.drafts, seen.refused)).toBeGreaterThan(MANGLED / 50);
    expect(seen.mostMb).toBeLessThan(MOST_MB);
    if (MANGLED >= 1_000) process.stdout.write(`mangled PDFs: ${JSON.stringify(seen)}\n`);
  }, 3_600_000);
});
