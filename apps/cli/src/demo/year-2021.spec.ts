import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedCalendar } from '@bofu/calendar';
import type { DemoAct } from './demo-act';
import { demoYear } from './year-2021';

const calendar = publishedCalendar(2021);
const year = demoYear(calendar);

// The books, kept here a second time with nothing but addition, from the figures printed in the shipped file.
const budgetFile = readFileSync(join(__dirname, '../../../../libs/budget/programmes/mancheng-hrss-2021.json'), 'utf8');
const { programmes } = JSON.parse(budgetFile) as { programmes: { sequence: number; amount: string }[] };
const yuan = (text: string): bigint => BigInt(text.replaceAll(',', '').replace('.', ''));

interface Account {
  budget: bigint;
  committed: bigint;
  settled: bigint;
  frozen: bigint;
}
type Charges = Map<number, bigint>;

class Books {
  readonly accounts = new Map<number, Account>(
    programmes.map(({ sequence, amount }) => [
      sequence,
      { budget: yuan(amount), committed: 0n, settled: 0n, frozen: 0n },
    ]),
  );
  readonly payments = new Map<string, { charges: Charges; headcount: number; situation: string; paid: Set<number> }>();

  account(programme: number): Account {
    const account = this.accounts.get(programme);
    if (!account) throw new Error(`no programme ${programme}`);
    return account;
  }

  payment(name: string, situation: string) {
    const payment = this.payments.get(name);
    if (payment?.situation !== situation)
      throw new Error(`${name} is ${payment?.situation ?? 'unknown'}, not ${situation}`);
    return payment;
  }

  available(programme: number): bigint {
    const { budget, committed, settled, frozen } = this.account(programme);
    return budget - committed - settled - frozen;
  }

  /** Every programme that would be overdrawn, and by how much. */
  shortages(charges: Charges): [number, bigint][] {
    return [...charges].flatMap(([programme, amount]) => {
      const missing = amount - this.available(programme);
      return missing > 0n ? [[programme, missing] as [number, bigint]] : [];
    });
  }

  enter(act: DemoAct): void {
    switch (act.act) {
      case 'define-scheme':
      case 'declare-measures':
      case 'record-actuals':
      case 'keep-arrivals':
      case 'funds-arrive':
      case 'correct-arrival':
        return; // They move no authority.
      case 'review':
      case 'approve':
      case 'hand-over':
        this.payment(act.payment, 'submitted');
        return;
      case 'submit-payout-run':
      case 'submit-disbursement': {
        const charges = chargesOf(act);
        for (const [programme, amount] of charges) this.account(programme).committed += amount;
        const headcount = act.act === 'submit-payout-run' ? act.headcount : 1;
        this.payments.set(act.key, { charges, headcount, situation: 'submitted', paid: new Set() });
        return;
      }
      case 'pay': {
        const payment = this.payment(act.payment, 'submitted');
        const paid = [...payment.charges].filter((_, at) => act.charges?.includes(at + 1) ?? true);
        for (const [programme, amount] of paid) {
          this.account(programme).committed -= amount;
          this.account(programme).settled += amount;
          payment.paid.add(programme);
        }
        if (payment.paid.size === payment.charges.size) payment.situation = 'paid';
        return;
      }
      case 'send-back': {
        const payment = this.payment(act.payment, 'submitted');
        for (const [programme, amount] of payment.charges) this.account(programme).committed -= amount;
        payment.situation = 'sent-back';
        return;
      }
      case 'reverse': {
        const payment = this.payment(act.payment, 'paid');
        for (const [programme, amount] of payment.charges) this.account(programme).settled -= amount;
        payment.situation = 'reversed';
        return;
      }
      case 'return': {
        const { charges, headcount } = this.payment(act.payment, 'paid');
        for (const [programme, amount] of charges)
          this.account(programme).settled -=
            'headcount' in act.returned
              ? (amount / BigInt(headcount)) * BigInt(act.returned.headcount)
              : act.returned.amountFen;
        return;
      }
      case 'reclassify': {
        const { charges } = this.payment(act.payment, 'paid');
        const amount = charges.get(act.from);
        if (amount === undefined) throw new Error(`${act.payment} is not charged to ${act.from}`);
        this.account(act.from).settled -= amount;
        this.account(act.to).settled += amount;
        return;
      }
      case 'supplement':
        this.account(act.programme).budget += act.amountFen;
        return;
      case 'virement':
        this.account(act.from).budget -= act.amountFen;
        this.account(act.to).budget += act.amountFen;
        return;
      case 'freeze':
        this.account(act.programme).frozen += act.amountFen;
        return;
      case 'unfreeze':
        this.account(act.programme).frozen -= act.amountFen;
        return;
      case 'revise-scheme':
      case 'set-cut-off':
      case 'dispose-balance':
      case 'void-in-transit':
      case 'rename-programme':
      case 'set-standard':
      case 'end-programme':
      case 'close-alert':
        throw new Error(`${act.key} belongs to the turn of the year`);
    }
  }
}

function chargesOf(act: Extract<DemoAct, { act: 'submit-payout-run' | 'submit-disbursement' }>): Charges {
  if (act.act === 'submit-disbursement') return new Map([[act.programme, act.amountFen]]);
  return new Map(act.lines.map(({ programme, rateFen }) => [programme, rateFen * BigInt(act.headcount)]));
}

/** Keeps the books over the acts and names every moment at which more was out than there was. */
function overdrafts(acts: readonly DemoAct[]): string[] {
  const books = new Books();
  return acts
    .filter((act) => act.expects === undefined)
    .flatMap((act) => {
      books.enter(act);
      return [...books.accounts.keys()]
        .filter((programme) => books.available(programme) < 0n || books.account(programme).frozen < 0n)
        .map((programme) => `${act.key}: ${programme}`);
    });
}

function booksAt(date: string): Books {
  const books = new Books();
  for (const act of year) if (act.expects === undefined && act.on <= date) books.enter(act);
  return books;
}

const byBusinessDate = year.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

describe('the demo year', () => {
  it('never overdraws an appropriation, in the order of entry and in the order of business dates', () => {
    expect(overdrafts(year)).toEqual([]);
    expect(overdrafts(byBusinessDate)).toEqual([]);
  });

  it('would overdraw where a supplement is left out, a refused run goes through or a payment is made twice', () => {
    const without = (key: string) => year.filter((act) => act.key !== key);
    expect(overdrafts(without('supplement-central-pension'))[0]).toBe('pension-2021-10: 14');
    expect(overdrafts(without('supplement-district-pension'))[0]).toBe('pension-2021-12: 5');
    expect(overdrafts(without('virement-contributions'))[0]).toBe('contributions-poor/latecomer: 10');
    const insisted = year.map(({ expects: _, ...act }) => act as DemoAct);
    expect(overdrafts(insisted)[0]).toBe('contributions-disabled/short: 1');
    const twice = year.flatMap((act) => (act.key === 'personal-accounts' ? [act, { ...act, key: 'again' }] : [act]));
    expect(overdrafts(twice)[0]).toBe('again: 8');
  });

  it('is refused what there is no money for: October 55,910.00 short on 14 alone, the disabled 292.00 short', () => {
    const books = new Books();
    const refused = year.flatMap((act) => {
      if (act.expects === undefined) {
        books.enter(act);
        return [];
      }
      if (act.act !== 'submit-payout-run') throw new Error(`${act.key} is no run`);
      return [[act.key, act.expects, books.available(act.lines[0]!.programme), books.shortages(chargesOf(act))]];
    });
    expect(refused).toEqual([
      ['contributions-disabled/short', 'payout-run-short', yuan('50,000.00'), [[1, yuan('292.00')]]],
      ['pension-2021-10/short', 'payout-run-short', yuan('6,973,681.00'), [[14, yuan('55,910.00')]]],
    ]);
  });

  it('pays the pension of 8,541,331.00 元 on its day, handed to the bank three working days before, and October late', () => {
    const runs = year.filter(
      (act) => act.act === 'submit-payout-run' && act.backPay === null && act.lines.length === 4,
    );
    const paid = runs
      .filter(({ expects }) => expects === undefined)
      .map((run) => {
        if (run.act !== 'submit-payout-run') throw new Error('no run');
        const settled = year.find((act) => act.act === 'pay' && act.payment === run.key);
        const total = [...chargesOf(run).values()].reduce((sum, amount) => sum + amount, 0n);
        return [run.period.slice(5), run.on.slice(5), settled?.on.slice(5), total];
      });
    const total = yuan('8,541,331.00');
    expect(paid).toEqual([
      ['01', '01-26', '01-29', total],
      ['02', '02-23', '02-26', total],
      ['03', '03-25', '03-30', total],
      ['04', '04-27', '04-30', total],
      ['05', '05-25', '05-28', total],
      ['06', '06-25', '06-30', total],
      ['07', '07-27', '07-30', total],
      ['08', '08-25', '08-30', total],
      ['09', '09-27', '09-30', total],
      ['10', '11-02', '11-04', total], // late: refused on 10-26, and the supplement came in November
      ['11', '11-25', '11-30', total],
      ['12', '12-27', '12-30', total],
    ]);
    expect(runs.find(({ expects }) => expects !== undefined)?.on).toBe('2021-10-26');
  });

  it('gets back 3,390.00 元 from the bank for 30 people of September, and pays them again', () => {
    const reissued = booksAt('2021-10-18');
    const returned = booksAt('2021-10-12');
    const before = new Books();
    for (const act of year)
      if (act.expects === undefined && act.on <= '2021-10-12' && act.act !== 'return') before.enter(act);
    const out = (books: Books) =>
      [5, 14, 17, 18].reduce((sum, programme) => sum + books.account(programme).settled, 0n);
    expect(out(before) - out(returned)).toBe(yuan('3,390.00'));
    expect(out(reissued)).toBe(out(before));
  });

  it('shows every kind of act', () => {
    expect(new Set(year.map(({ act }) => act))).toEqual(
      new Set([
        'declare-measures',
        'record-actuals',
        'define-scheme',
        'submit-payout-run',
        'submit-disbursement',
        'review',
        'approve',
        'hand-over',
        'pay',
        'send-back',
        'return',
        'reverse',
        'reclassify',
        'supplement',
        'virement',
        'freeze',
        'unfreeze',
      ]),
    );
    const returns = year.flatMap((act) => (act.act === 'return' ? [act.by] : []));
    expect(returns.toSorted()).toEqual(['bank', 'payee']);
  });

  it('has one key per act, one voucher number per payment, and works on working days only', () => {
    expect(new Set(year.map(({ key }) => key)).size).toBe(year.length);
    const vouchers = year.flatMap((act) => (act.act === 'pay' ? [act.voucherNumber] : []));
    expect(vouchers).toEqual(vouchers.map((_, at) => `支2021-${String(at + 1).padStart(4, '0')}`));
    expect(
      year.filter(({ on, recordedOn }) => !calendar.isWorkingDay(on) || !calendar.isWorkingDay(recordedOn)),
    ).toMatchObject([{ key: 'pension-2021-09/return', recordedOn: '2021-10-05' }]);
  });

  it('is entered day by day, with one payment of July entered in August and one return of September in October', () => {
    expect(year.every(({ recordedOn }, at) => at === 0 || year[at - 1]!.recordedOn <= recordedOn)).toBe(true);
    expect(year.filter(({ on, recordedOn }) => on !== recordedOn)).toMatchObject([
      { key: 'phones-2021-07/pay', on: '2021-07-28', recordedOn: '2021-08-04' },
      // By whoever is on duty in the holidays.
      { key: 'pension-2021-09/return', on: '2021-09-30', recordedOn: '2021-10-05' },
    ]);
  });

  it('is the same year each time it is drawn up', () => expect(demoYear(calendar)).toEqual(year));
});

describe('what has gone out at each checkpoint', () => {
  // By hand, per programme: 元 at 03-31, 06-30, 10-31 and 12-31.
  const BY_HAND: readonly (readonly [number, string, string, string, string])[] = [
    [1, '0.00', '49,995.00', '49,995.00', '49,995.00'],
    [2, '618,000.00', '1,328,600.00', '1,940,100.00', '2,677,900.00'],
    [3, '0.00', '0.00', '0.00', '36,000.00'],
    [4, '110,000.00', '220,000.00', '220,000.00', '220,000.00'],
    [5, '566,902.50', '1,133,805.00', '1,700,707.50', '2,267,610.00'],
    [6, '0.00', '12,900.00', '19,350.00', '25,800.00'],
    [7, '370,000.02', '740,000.02', '1,233,333.34', '1,480,000.00'],
    [8, '0.00', '1,390,000.00', '1,390,000.00', '1,390,000.00'],
    [9, '52,975.00', '93,050.00', '139,575.00', '186,100.00'],
    [10, '0.00', '11,385.00', '11,418.00', '11,418.00'],
    [11, '9,620.00', '19,800.00', '29,740.00', '39,855.00'],
    [12, '0.00', '0.00', '0.00', '236,400.00'],
    [13, '2,700.00', '5,400.00', '48,000.00', '49,800.00'],
    [14, '21,088,773.00', '42,177,546.00', '63,266,319.00', '84,355,092.00'],
    [15, '15,000,000.00', '30,000,000.00', '50,000,000.00', '60,000,000.00'],
    [16, '0.00', '0.00', '0.00', '0.00'],
    [17, '3,401,415.00', '6,802,830.00', '10,204,245.00', '13,605,660.00'],
    [18, '566,902.50', '1,133,805.00', '1,700,707.50', '2,267,610.00'],
    [19, '0.00', '64,251.00', '64,251.00', '64,251.00'],
    [20, '0.00', '0.00', '98,500.00', '98,500.00'],
    [21, '35,000.00', '50,000.00', '50,000.00', '50,000.00'],
    [22, '0.00', '0.00', '70,000.00', '99,600.00'],
  ];

  it.each([
    ['2021-03-31', 1, '41,822,288.02', '158,727,300.00'],
    ['2021-06-30', 2, '85,233,367.02', '158,727,300.00'],
    ['2021-10-31', 3, '132,236,241.34', '158,727,300.00'],
    ['2021-12-31', 4, '169,211,591.00', '172,880,002.00'],
  ] as const)('comes to the figures worked out by hand at %s', (date, column, settledTotal, budgetTotal) => {
    const books = booksAt(date);
    const settled = [...books.accounts].map(([programme, account]) => [programme, account.settled]);
    expect(settled).toEqual(BY_HAND.map((row) => [row[0], yuan(row[column])]));
    const sum = (field: keyof Account) =>
      [...books.accounts.values()].reduce((total, account) => total + account[field], 0n);
    expect([sum('settled'), sum('budget')]).toEqual([yuan(settledTotal), yuan(budgetTotal)]);
  });

  it('leaves nothing on the way and nothing frozen at the end, and nothing on the central and district pension', () => {
    const books = booksAt('2021-12-31');
    const accounts = [...books.accounts.values()];
    expect(accounts.every(({ committed, frozen }) => committed === 0n && frozen === 0n)).toBe(true);
    expect([books.available(14), books.available(5), books.available(16)]).toEqual([0n, 0n, yuan('17,300.00')]);
  });
});
