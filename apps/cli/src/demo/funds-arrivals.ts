import { dateOf, parseYuan, type BusinessDate, type WorkingCalendar } from '@bofu/kernel';
import { clerksWork, inOrder } from './clerks-work';
import type { DemoAct } from './demo-act';

/**
 * 资金到位 of what the levels above gave: the amounts are those of the appropriations, days and references are invented.
 * The office keeps arrivals from the first day of 2021 on. The second half of the municipal pension money is late, and
 * one arrival is entered with a digit wrong.
 */

/** In the fund's own account, or in the treasury for what is no pension. */
const FUND = '城乡居民基本养老保险基金财政专户';
const TREASURY = '国库单一账户';

type Arrived = readonly [on: string, programme: number, yuan: string, account: string, documentNumber: string | null];

const IN_2021: readonly Arrived[] = [
  ['01-08', 14, '49168000.00', FUND, '保财社[2020]101号'],
  ['01-12', 17, '15740000.00', FUND, '保财社【2020】125号'],
  ['01-12', 4, '220000.00', TREASURY, '保财社【2020】148号'],
  ['01-12', 6, '25800.00', TREASURY, '保财建【2020】84号'],
  ['01-12', 9, '186100.00', TREASURY, '保财建【2020】105号'],
  ['01-13', 18, '1833000.00', FUND, '保财社2020【114】号'],
  ['01-14', 14, '21072000.00', FUND, '保财社[2020]101号'],
  ['01-14', 2, '2709000.00', TREASURY, '保财社【2020】124号'],
  ['01-27', 18, '1833000.00', FUND, '保财社2020【114】号'],
  ['11-12', 14, '14115092.00', FUND, '保财社〔2021〕88号'],
];

const IN_2022: readonly Arrived[] = [
  ['01-12', 14, '59060000.00', FUND, '保财社〔2021〕96号'],
  ['01-13', 17, '13620000.00', FUND, '保财社〔2021〕118号'],
  ['01-14', 18, '2280000.00', FUND, '保财社〔2021〕120号'],
  ['03-25', 14, '25310000.00', FUND, '保财社〔2022〕21号'],
];

export function fundsArrivals2021(calendar: WorkingCalendar): readonly DemoAct[] {
  const { day, act } = clerksWork(2021, calendar);
  const kept = {
    ...act('funds/kept', dateOf(2021, 1, 1), '业务复核', {
      act: 'keep-arrivals',
      reason: '财政专户与国库到账回单按日登记（演示数据）',
    }),
    recordedOn: day('01-04'),
  };
  const slip = act('funds/2-01-14/correction', day('01-15'), '预算经办', {
    act: 'correct-arrival',
    arrival: keyOf(2, '01-14', 2021),
    programme: 2,
    amountFen: parseYuan('2790000.00'),
    arrivedOn: day('01-14'),
    account: TREASURY,
    reference: referenceOf(2021, 8),
    documentNumber: '保财社【2020】124号',
    reason: '金额录为2,709,000.00元，回单为2,790,000.00元',
  });
  return inOrder([kept, ...arrivalsOf(2021, IN_2021, { day, act }), slip]);
}

export const fundsArrivals2022 = (calendar: WorkingCalendar): readonly DemoAct[] =>
  arrivalsOf(2022, IN_2022, clerksWork(2022, calendar));

const keyOf = (programme: number, on: string, year: number): string => `funds/${programme}-${on}/${year}`;
const referenceOf = (year: number, number: number): string => `到${year}-${String(number).padStart(3, '0')}`;

interface Desk {
  readonly day: (monthAndDay: string) => BusinessDate;
  readonly act: ReturnType<typeof clerksWork>['act'];
}

const arrivalsOf = (year: number, arrived: readonly Arrived[], { day, act }: Desk): DemoAct[] =>
  arrived.map(([on, programme, yuan, account, documentNumber], at) =>
    act(keyOf(programme, on, year), day(on), '预算经办', {
      act: 'funds-arrive',
      programme,
      amountFen: parseYuan(yuan),
      account,
      reference: referenceOf(year, at + 1),
      documentNumber,
    }),
  );
