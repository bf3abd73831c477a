import { fen, parseBusinessDate, type PaymentStandard, type SpendingPlan } from '@bofu/kernel';
import {
  compareWithBooks,
  EMPTY_BOOKS,
  type BookedAppropriation,
  type BookedProgramme,
  type PaperPrints,
  type PrintedProgramme,
} from './against-books';

const planned = (...shares: readonly (number | null)[]): SpendingPlan =>
  shares.map((cumulativeShare, at) => ({ on: parseBusinessDate(`2021-0${at + 3}-01`), cumulativeShare }));
const monthly = (amountFen: string, headcount: number | null = 10): PaymentStandard => ({
  ...{ rates: [{ label: '', amountFen, per: 'month' }], headcount, cashFlow: 'monthly' },
  deadline: { kind: 'monthly', day: 30, printed: '每月30日以前' },
});

const printed = (given: Partial<PrintedProgramme> = {}): PrintedProgramme => ({
  ...{ sequence: 1, code: 'A', name: '甲', fundingLevel: 'district', budgetType: null, amountFen: fen(1_000n) },
  ...{ plan: null, standard: null, targets: [] },
  ...given,
});
const booked = (given: Partial<BookedAppropriation> = {}): BookedAppropriation => ({
  ...{ appropriationId: `a-${given.code ?? 'A'}`, programmeId: 'p-1', code: 'A', name: '甲', issuedAs: 'regular' },
  ...{ fundingLevel: 'district', budgetType: 'general-public', amountFen: fen(1_000n), plan: null, targets: null },
  ...given,
});
const programme = (given: Partial<BookedProgramme> = {}): BookedProgramme => ({
  ...{ programmeId: 'p-1', code: 'A', name: '甲', standard: null, byGroups: false },
  ...given,
});

const given = (appropriations: readonly BookedAppropriation[], programmes: readonly BookedProgramme[] = []) => ({
  whenPrinted: (paper: readonly PrintedProgramme[], prints: PaperPrints | null) => {
    const { asksPrints, programmes: compared, gone } = compareWithBooks(paper, { appropriations, programmes }, prints);
    return {
      asksPrints,
      of: compared.map(({ standing, changeFen, figures, told }) => ({ standing, changeFen, figures, told })),
      gone: gone.map(({ appropriationId }) => appropriationId),
    };
  },
});

const same = { standing: 'same', changeFen: 0n, figures: [], told: [] };

describe('a paper set against the books of its year', () => {
  it('is all new where the books have nothing', () => {
    expect(given([]).whenPrinted([printed()], null)).toEqual({
      asksPrints: false,
      of: [{ standing: 'new', changeFen: null, figures: ['amount'], told: [] }],
      gone: [],
    });
    expect(compareWithBooks([], EMPTY_BOOKS, null).programmes).toEqual([]);
  });

  it('adds nothing where every amount stands on the books', () => {
    expect(given([booked()]).whenPrinted([printed()], null)).toEqual({ asksPrints: true, of: [same], gone: [] });
  });

  it('asks whether an amount that differs is the whole or an addition, and guesses neither', () => {
    const [one] = given([booked()]).whenPrinted([printed({ amountFen: fen(300n) })], null).of;
    expect(one).toEqual({ standing: 'asked', changeFen: null, figures: [], told: [] });
    // The same amount again, beside one that is new: an addition as large as the first is not ruled out.
    const both = [printed(), printed({ sequence: 2, code: 'B' })];
    expect(
      given([booked()])
        .whenPrinted(both, null)
        .of.map(({ standing }) => standing),
    ).toEqual(['asked', 'new']);
  });

  it.each([
    ['whole', 300n, -700n],
    ['whole', 1_700n, 700n],
    ['addition', 300n, 300n],
    ['addition', 1_000n, 1_000n],
  ] as const)('takes %s of %s as a change of %s', (prints, amount, changeFen) => {
    const { of } = given([booked()]).whenPrinted([printed({ amountFen: fen(amount) })], prints);
    expect(of).toEqual([{ standing: 'changed', changeFen, figures: ['amount'], told: [] }]);
  });

  it('names what the books have and a whole paper does not print, but not of an addition', () => {
    const books = given([
      booked(),
      booked({ code: 'B' }),
      ...(['carry-over', 'provisional'] as const).map((issuedAs) => booked({ code: issuedAs, issuedAs })),
    ]);
    expect(books.whenPrinted([printed()], 'whole').gone).toEqual(['a-B']);
    expect(books.whenPrinted([printed()], 'addition').gone).toEqual([]);
    expect(books.whenPrinted([printed({ amountFen: fen(3n) })], null).gone).toEqual([]);
  });

  it('compares plan, standard and targets, and leaves what is not printed as it is', () => {
    const target = { level1: '产出', level2: '数量', level3: '人数', target: '10人', basis: '' };
    const books = given(
      [booked({ plan: planned(2_500, null), targets: [target] })],
      [programme({ standard: monthly('250') })],
    );
    const whole = (paper: Partial<PrintedProgramme>) => books.whenPrinted([printed(paper)], 'whole').of;
    expect(whole({})).toEqual([same]);
    const again = { plan: planned(2_500, null), standard: monthly('250', null), targets: [target] };
    expect(whole(again)).toEqual([same]);
    const other = { plan: planned(2_500, 0), standard: monthly('300'), targets: [{ ...target, target: '11人' }] };
    expect(whole(other)).toEqual([{ ...same, standing: 'changed', figures: ['plan', 'standard', 'targets'] }]);
    // The words of a deadline are no deadline.
    const standard: PaymentStandard = {
      ...monthly('250'),
      deadline: { printed: '每月30号之前', day: 30, kind: 'monthly' },
    };
    expect(whole({ standard })).toEqual([same]);
    expect(books.whenPrinted([printed({ amountFen: fen(1n), plan: planned(100) })], 'addition').of).toEqual([
      { standing: 'changed', changeFen: 1n, figures: ['amount'], told: ['plan-of-addition'] },
    ]);
  });

  it('keeps the number of people where only the rate is printed anew', () => {
    const { programmes } = compareWithBooks(
      [printed({ standard: monthly('300', null) })],
      { appropriations: [booked()], programmes: [programme({ standard: monthly('250', 75) })] },
      'whole',
    );
    expect(programmes[0]?.standard).toEqual(monthly('300', 75));
  });

  it('proposes nothing where it is not certain what is meant', () => {
    const levels = [booked(), booked({ fundingLevel: 'central', appropriationId: 'a-2' })];
    const unclear = (told: string) => [{ standing: 'unclear', changeFen: null, figures: [], told: [told] }];
    expect(given(levels).whenPrinted([printed({ fundingLevel: null })], 'whole').of).toEqual(
      unclear('several-on-books'),
    );
    expect(given(levels).whenPrinted([printed({ fundingLevel: null })], 'whole').gone).toEqual([]);
    expect(given(levels).whenPrinted([printed({ fundingLevel: 'central' })], 'whole').of).toEqual([same]);
    expect(given([booked()]).whenPrinted([printed({ fundingLevel: 'central' })], 'whole').of).toEqual(
      unclear('level-differs'),
    );
    expect(given([booked()]).whenPrinted([printed(), printed({ sequence: 2 })], 'whole').of).toEqual(
      [1, 2].flatMap(() => unclear('printed-twice')),
    );
  });

  it('tells another name, type of budget, or standards of groups, and leaves them', () => {
    const books = given([booked()], [programme({ byGroups: true })]);
    const paper = printed({ name: '乙', budgetType: 'government-fund', standard: monthly('1') });
    expect(books.whenPrinted([paper], 'whole').of).toEqual([
      { ...same, told: ['standards-of-groups', 'name-differs', 'budget-type-differs'] },
    ]);
  });

  it('sets a standard of the next year against the one its programme has', () => {
    const books = given([], [programme({ standard: monthly('250') })]);
    const next = (amountFen: string) =>
      books.whenPrinted([printed({ standard: monthly(amountFen) })], null).of[0]?.figures;
    expect([next('250'), next('260')]).toEqual([['amount'], ['amount', 'standard']]);
  });
});
