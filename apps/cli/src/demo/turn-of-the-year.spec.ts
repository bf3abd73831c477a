import { alertCodec } from '@bofu/alerts';
import { appropriationCodec, movementOf, programmeCodec } from '@bofu/budget';
import { publishedCalendar } from '@bofu/calendar';
import type { RecordedEvent } from '@bofu/event-store';
import { formatYuan, NO_MONEY, parseBusinessDate, sumFen } from '@bofu/kernel';
import { paymentCodec } from '@bofu/payment';
import { judgedEachMorning, playedDemoYear, type DemoYear } from '../../../../test/demo-year/played-demo-year';
import { DEMO_YEARS } from './demo-years';
import { demoYear2022, turnOf2021 } from './year-2022';

const [EMPLOYMENT, MERGED, CENTRAL] = ['130621215DNXGL8VF04F1', '13062121KAVIR2LVTY5PK', '13062121RXGO3YWDTCKQR'];

describe('the turn of the year in the demo', () => {
  let played: DemoYear;

  beforeAll(async () => {
    played = await playedDemoYear({
      years: DEMO_YEARS,
      onMorning: (store, bureau) => {
        const evaluate = judgedEachMorning(store, bureau);
        // Each morning is another test's: here the last of 2021 is enough to have a case to close.
        return (date) => (date === '2022-01-01' ? evaluate(date) : Promise.resolve());
      },
    });
  }, 120_000);

  const appropriations = () =>
    played.events.filter(appropriationCodec.knows).map((recorded) => appropriationCodec.decode(recorded));
  const payments = () => played.events.filter(paymentCodec.knows).map((recorded) => paymentCodec.decode(recorded));
  const issued = (code: string | undefined, year: number) => {
    const one = appropriations().flatMap(({ type, data }) =>
      type === 'AppropriationIssued' && data.programmeCode === code && data.fiscalYear === year ? [data] : [],
    )[0];
    if (one === undefined) throw new Error(`nothing was issued for ${code} in ${year}`);
    return one;
  };
  /** 全年预算, 已付, 在途 and 冻结 of a year's appropriation at the end of a day. */
  const standing = (code: string | undefined, year: number, day: string) => {
    const { appropriationId } = issued(code, year);
    const movements = appropriations()
      .filter(({ data }) => data.appropriationId === appropriationId)
      .flatMap((event) => movementOf(event) ?? [])
      .filter(({ on }) => on <= parseBusinessDate(day));
    const sum = (figure: 'budgetFen' | 'settledFen' | 'committedFen') =>
      formatYuan(sumFen([NO_MONEY, ...movements.map((movement) => movement[figure])]));
    return { budget: sum('budgetFen'), settled: sum('settledFen'), inTransit: sum('committedFen') };
  };
  const ofType = (events: readonly RecordedEvent[], type: string) => events.filter((one) => one.type === type);

  it('voids what is in transit at the cut-off, each payment for the same reason, and leaves 2021 as it was', () => {
    expect(standing(EMPLOYMENT, 2021, '2021-12-30').inTransit).toBe('64500.00');
    const voided = payments().flatMap(({ type, data }) => (type === 'PaymentVoided' ? [data] : []));
    expect(voided.map(({ releasedOn }) => releasedOn)).toEqual(['2021-12-31', '2021-12-31']);
    expect(new Set(voided.map(({ reason }) => reason)).size).toBe(1);
    expect(standing(EMPLOYMENT, 2021, '2021-12-31')).toEqual({
      ...{ budget: '2790000.00', settled: '2677900.00', inTransit: '0.00' },
    });
  });

  it('charges it anew to what was carried over: as much as was left, formed in 2021, on a document', () => {
    expect(issued(EMPLOYMENT, 2022)).toMatchObject({
      ...{ issuedAs: 'carry-over', formedIn: 2021, amountFen: '11210000', fiscalYear: 2022 },
      documentNumber: { printed: '保财预〔2021〕211号' },
    });
    const voided = payments().flatMap(({ type, data }) => (type === 'PaymentVoided' ? [data.paymentId] : []));
    const anew = payments().flatMap(({ type, data }) =>
      type === 'PaymentSubmitted' && voided.includes(data.replaces ?? '') ? [data] : [],
    );
    expect(anew.map(({ replaces }) => replaces)).toEqual(voided);
    expect(anew.flatMap(({ charges }) => charges.map(({ appropriationId }) => appropriationId))).toEqual(
      voided.map(() => issued(EMPLOYMENT, 2022).appropriationId),
    );
    expect(standing(EMPLOYMENT, 2022, '2022-01-31')).toMatchObject({ settled: '64500.00' });
    expect(standing(EMPLOYMENT, 2022, '2022-03-31')).toEqual({
      ...{ budget: '112100.00', settled: '112100.00', inTransit: '0.00' },
    });
  });

  it('keeps a return of January on record that gives 2021 nothing back, and pays the twelve from 2022', () => {
    const returned = payments().flatMap(({ type, data }) =>
      type === 'PaymentReturnedByBank' && data.returnedOn > '2021-12-31' ? [data] : [],
    );
    expect(returned).toMatchObject([{ totalFen: '135600', returnedOn: '2022-01-06' }]);
    expect(returned[0]?.charges.map(({ restores }) => restores)).toEqual(Array(4).fill('treasury'));
    expect(standing(CENTRAL, 2021, '2022-03-31')).toEqual(standing(CENTRAL, 2021, '2021-12-31'));
    // Three months of 7,029,591.00 and twelve people at 93.00.
    expect(standing(CENTRAL, 2022, '2022-03-31')).toEqual({
      ...{ budget: '84370000.00', settled: '21089889.00', inTransit: '0.00' },
    });
  });

  it('pays January from the authority of 2022, on the last day of work before the holidays', () => {
    const [january] = payments().flatMap(({ type, data }) =>
      type === 'PaymentSubmitted' && data.lines.some(({ period, entry }) => period === '2022-01' && entry === 'regular')
        ? [data]
        : [],
    );
    expect(january?.charges[0]?.appropriationId).toBe(issued(CENTRAL, 2022).appropriationId);
    const paid = payments().flatMap(({ type, data }) =>
      type === 'PaymentPaid' && data.paymentId === january?.paymentId ? [data.paidOn] : [],
    );
    expect(paid).toEqual(['2022-01-30']);
    expect(issued(CENTRAL, 2022)).toMatchObject({ issuedAs: 'advance', formedIn: 2022 });
  });

  it('ends a programme with the year and takes its people and its money to another', () => {
    const ended = played.events
      .filter(programmeCodec.knows)
      .map((recorded) => programmeCodec.decode(recorded))
      .flatMap(({ type, data }) => (type === 'ProgrammeEnded' ? [data] : []));
    expect(ended).toMatchObject([{ programmeId: issued(MERGED, 2022).programmeId, endsOn: '2022-01-01' }]);
    expect(standing(MERGED, 2022, '2022-03-31').budget).toBe('0.00');
  });

  it('closes by hand, with a reason, the case of 2021 whose money has gone over', () => {
    const closed = ofType(played.events, 'AlertClosed').map((recorded) => alertCodec.decode(recorded).data);
    expect(closed).toMatchObject([{ reason: expect.stringContaining('已结转2022年') }]);
  });

  it('is entered day by day, on working days, with a voucher number for each payment of 2022', () => {
    const calendar = publishedCalendar(2022);
    const acts = demoYear2022(calendar);
    const all = [...turnOf2021(publishedCalendar(2021)), ...acts];
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
    expect(acts.every(({ recordedOn }, at) => at === 0 || acts[at - 1]!.recordedOn <= recordedOn)).toBe(true);
    expect(acts.filter(({ recordedOn }) => !calendar.isWorkingDay(recordedOn))).toEqual([]);
    // What holds from New Year's Day is entered when somebody is at work and knows of it.
    expect(new Set(acts.filter(({ on, recordedOn }) => on !== recordedOn).map(({ on }) => on))).toEqual(
      new Set(['2022-01-01']),
    );
    const vouchers = acts.flatMap((act) => (act.act === 'pay' ? [act.voucherNumber] : []));
    expect(vouchers).toEqual(vouchers.map((_, at) => `支2022-${String(at + 1).padStart(4, '0')}`));
  });
});
