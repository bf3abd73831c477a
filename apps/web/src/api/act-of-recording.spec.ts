import { ActOfRecording, type Pressed, type Surroundings } from './act-of-recording';
import type { Reply } from './command';
import { PendingActs, type PendingAct } from './pending-acts';

const PRESSED: Pressed = {
  about: '单笔拨付 900.00 元',
  address: '/payments/disbursement',
  actor: { agencyId: 'a-1', personId: 'p-1', name: '王经办', post: 'cashier', posts: ['cashier'] },
  command: { url: '/v1/disbursements', ifMatch: null, body: { amount: '900.00' } },
  entered: { amountText: '900.00' },
};
const CORRECTED: Pressed = { ...PRESSED, command: { ...PRESSED.command, body: { amount: '901.00' } } };

const DONE: Reply = { kind: 'done', answer: { paymentId: 'p-1' } };
const LOST: Reply = { kind: 'lost' };
const problem = (code: string, status: number, retryAfterSeconds: number | null = null, facts = {}): Reply => ({
  kind: 'problem',
  problem: { code, status, title: code, traceId: 't-1', facts },
  retryAfterSeconds,
});
const IN_PROGRESS = problem('request-in-progress', 409, 1);
const SHORT = problem('insufficient-appropriation', 422);
const REUSED = problem('idempotency-key-reused', 422, null, { commandId: 'c-1' });

/** What a browser's tab keeps, in memory: outlives the page that is read anew. */
function fakeTab() {
  const kept = new Map<string, string>();
  const pending = new PendingActs(() => ({
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => void kept.set(name, text),
    removeItem: (name) => void kept.delete(name),
  }));
  return { kept, pending };
}

/** One page in a tab, whose server answers when the test says so. */
function fakePage(tab = fakeTab(), names = 'k', readAnew = () => Promise.resolve()) {
  const sent: PendingAct[] = [];
  const replies: ((reply: Reply) => void)[] = [];
  const pauses: number[] = [];
  const waiting: (() => void)[] = [];
  let keys = 0;
  let answered = 0;
  const world: Surroundings = {
    pending: tab.pending,
    send: (act) => {
      sent.push(act);
      return new Promise((resolve) => replies.push(resolve));
    },
    after: (milliseconds, run) => {
      pauses.push(milliseconds);
      waiting.push(run);
    },
    newKey: () => `${names}-${(keys += 1)}`,
    now: () => '2026-05-06T01:02:03.000Z',
    answered: () => {
      answered += 1;
      return readAnew();
    },
  };
  const [kept] = tab.pending.all();
  const act = new ActOfRecording('disbursement', world, kept);
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  return {
    act,
    sent,
    pauses,
    readings: () => answered,
    answer: async (reply: Reply) => {
      replies.shift()?.(reply);
      await settle();
    },
    /** Lets the pause before the next repeat pass. */
    pass: () => waiting.shift()?.(),
    keys: () => sent.map(({ key }) => key),
  };
}

describe('an act of recording', () => {
  it('is recorded, and the next press is another act', async () => {
    const tab = fakeTab();
    const page = fakePage(tab);
    page.act.press(PRESSED);
    expect(page.act.state.kind).toBe('sending');
    await page.answer(DONE);
    expect(page.act.state).toMatchObject({ kind: 'recorded', answer: { paymentId: 'p-1' } });
    expect(page.readings()).toBe(1);
    page.act.close();
    expect(tab.kept.size).toBe(0);
    page.act.press(PRESSED);
    expect(page.keys()).toEqual(['k-1', 'k-2']);
  });

  it('is told as recorded though the figures beside it do not come', async () => {
    const page = fakePage(fakeTab(), 'k', () => new Promise(() => undefined));
    page.act.press(PRESSED);
    await page.answer(DONE);
    expect([page.act.state.kind, page.pauses]).toEqual(['sending', [5_000]]);
    page.pass();
    await page.answer(LOST);
    expect(page.act.state).toMatchObject({ kind: 'recorded', answer: { paymentId: 'p-1' } });
  });

  it('is one however often it is pressed, before the answer and after it', async () => {
    const page = fakePage();
    page.act.press(PRESSED);
    page.act.press(PRESSED);
    page.act.press(CORRECTED);
    await page.answer(DONE);
    // The page that leads on has not been left yet.
    page.act.press(PRESSED);
    expect(page.keys()).toEqual(['k-1']);
  });

  it('asks on under the same key and with the same body after answers were lost, until it is recorded', async () => {
    const page = fakePage();
    page.act.press(PRESSED);
    await page.answer(LOST);
    expect(page.act.state).toMatchObject({ kind: 'asking', doubt: 'answer-lost', asked: 0 });
    page.act.press(CORRECTED);
    page.pass();
    await page.answer(LOST);
    expect(page.act.state).toMatchObject({ kind: 'asking', asked: 1 });
    page.pass();
    await page.answer(DONE);
    expect(page.act.state.kind).toBe('recorded');
    expect(page.keys()).toEqual(['k-1', 'k-1', 'k-1']);
    expect(page.sent.map(({ command }) => command)).toEqual(Array.from({ length: 3 }, () => PRESSED.command));
  });

  it('waits longer from one lost answer to the next, and no longer than a quarter of a minute', async () => {
    const page = fakePage();
    page.act.press(PRESSED);
    for (let repeat = 0; repeat < 7; repeat += 1) {
      await page.answer(LOST);
      page.pass();
    }
    expect(page.pauses).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('waits as long as the server asks for, but a second at least and a minute at most', async () => {
    const page = fakePage();
    page.act.press(PRESSED);
    for (const seconds of [1, 5, 0, 3_600]) {
      await page.answer(problem('store-unavailable', 503, seconds));
      page.pass();
    }
    expect(page.pauses).toEqual([1_000, 5_000, 1_000, 60_000]);
  });

  it('lost its answer and then is refused: nothing is on record, and what is corrected is another act', async () => {
    const tab = fakeTab();
    const page = fakePage(tab);
    page.act.press(PRESSED);
    await page.answer(LOST);
    page.pass();
    await page.answer(SHORT);
    expect(page.act.state).toMatchObject({ kind: 'refused', problem: { code: 'insufficient-appropriation' } });
    expect(tab.kept.size).toBe(0);
    page.act.press(CORRECTED);
    expect(page.keys()).toEqual(['k-1', 'k-1', 'k-2']);
  });

  it('stays one act while the server says that it is being carried out, however often', async () => {
    const page = fakePage();
    page.act.press(PRESSED);
    for (let times = 1; times <= 40; times += 1) {
      await page.answer(IN_PROGRESS);
      expect(page.act.state).toMatchObject({ kind: 'asking', doubt: 'in-progress', asked: times - 1 });
      page.act.press(CORRECTED);
      page.pass();
    }
    await page.answer(DONE);
    expect(page.act.state.kind).toBe('recorded');
    expect(new Set(page.keys())).toEqual(new Set(['k-1']));
    expect(page.sent).toHaveLength(41);
  });

  it.each([
    ['outcome-unknown', 503],
    ['internal', 500],
    ['http-502', 502],
  ])('stays one act after %s', async (code, status) => {
    const page = fakePage();
    page.act.press(PRESSED);
    await page.answer(problem(code, status));
    page.act.press(CORRECTED);
    expect(page.act.state).toMatchObject({ kind: 'asking', doubt: 'server-trouble' });
    expect(page.keys()).toEqual(['k-1']);
  });

  it('is on record already: only a closing by hand makes room for another', async () => {
    const tab = fakeTab();
    const page = fakePage(tab);
    page.act.press(PRESSED);
    await page.answer(REUSED);
    expect(page.act.state).toMatchObject({ kind: 'on-record', problem: { facts: { commandId: 'c-1' } } });
    page.act.press(CORRECTED);
    page.act.press(CORRECTED);
    expect(page.keys()).toEqual(['k-1']);
    expect(tab.pending.all()).toHaveLength(1);
    page.act.close();
    expect(tab.kept.size).toBe(0);
    page.act.press(CORRECTED);
    expect(page.keys()).toEqual(['k-1', 'k-2']);
  });

  it('cannot be closed while its outcome is not known', async () => {
    const page = fakePage();
    page.act.press(PRESSED);
    page.act.close();
    expect(page.act.state.kind).toBe('sending');
    await page.answer(LOST);
    page.act.close();
    expect(page.act.state.kind).toBe('asking');
  });

  it.each([
    ['before the first answer', []],
    ['while it is asked for', [LOST]],
  ])('is asked on by a page read anew %s', async (_, before) => {
    const tab = fakeTab();
    const old = fakePage(tab);
    old.act.press(PRESSED);
    for (const reply of before) await old.answer(reply);

    const anew = fakePage(tab, 'other');
    expect(anew.act.state).toMatchObject({ kind: 'asking', doubt: 'page-read-anew', act: { about: PRESSED.about } });
    anew.act.press(CORRECTED);
    await anew.answer(IN_PROGRESS);
    anew.pass();
    await anew.answer(DONE);
    expect(anew.act.state.kind).toBe('recorded');
    expect(anew.keys()).toEqual(['k-1', 'k-1']);
    expect(anew.sent[0]).toEqual(old.sent[0]);
    anew.act.close();
    expect(fakePage(tab).act.state.kind).toBe('open');
  });

  it('that is on record is shown again by a page read anew, until it is closed', async () => {
    const tab = fakeTab();
    const old = fakePage(tab);
    old.act.press(PRESSED);
    await old.answer(REUSED);
    const anew = fakePage(tab, 'other');
    await anew.answer(REUSED);
    expect(anew.act.state.kind).toBe('on-record');
    expect(anew.keys()).toEqual(['k-1']);
  });

  it('is one of its own in each of two tabs, and the same in a tab that was copied', async () => {
    const [one, two] = [fakePage(fakeTab(), 'one'), fakePage(fakeTab(), 'two')];
    one.act.press(PRESSED);
    two.act.press(PRESSED);
    expect([one.keys(), two.keys()]).toEqual([['one-1'], ['two-1']]);

    const tab = fakeTab();
    fakePage(tab).act.press(PRESSED);
    const copied = fakePage(tab, 'copied');
    expect(copied.keys()).toEqual(['k-1']);
    await copied.answer(DONE);
    expect(copied.act.state.kind).toBe('recorded');
  });

  it('asks under the name it was pressed in', async () => {
    const tab = fakeTab();
    fakePage(tab).act.press(PRESSED);
    const anew = fakePage(tab);
    expect(anew.sent.map(({ actor }) => actor)).toEqual([PRESSED.actor]);
  });

  it('works in a browser that keeps nothing', async () => {
    const page = fakePage({
      kept: new Map(),
      pending: new PendingActs(() => {
        throw new Error('no storage here');
      }),
    });
    page.act.press(PRESSED);
    await page.answer(LOST);
    page.pass();
    await page.answer(DONE);
    expect(page.act.state.kind).toBe('recorded');
    expect(page.keys()).toEqual(['k-1', 'k-1']);
  });

  it('tells those who look at it of every change, until they leave', async () => {
    const page = fakePage();
    const seen: string[] = [];
    const leave = page.act.subscribe(() => seen.push(page.act.state.kind));
    page.act.press(PRESSED);
    await page.answer(LOST);
    page.pass();
    await page.answer(DONE);
    leave();
    page.act.close();
    expect(seen).toEqual(['sending', 'asking', 'recorded']);
  });
});

describe('what a tab keeps', () => {
  it.each(['', 'no JSON', '{}', '[1, null, {"form":"disbursement"}]'])(
    'is nothing where %j was left by others',
    (text) => {
      const tab = fakeTab();
      tab.kept.set('bofu.pending', text);
      expect(tab.pending.all()).toEqual([]);
    },
  );
});
