import { accessEvents } from '@bofu/access';
import { budgetEvents } from '@bofu/budget';
import { calendarEvents } from '@bofu/calendar';
import { categoryOf, UnknownEvent } from '@bofu/event-store';
import { jobEvents } from '@bofu/jobs';
import { paymentEvents } from '@bofu/payment';
import { recorded, SOMEBODY, type GivenEvent } from '@bofu/testing';
import { lump, recordedLine, returned, submit, submitted, charged } from '../../payment/testing/payment-examples';
import type { EventDescription } from './event-description';
import { technicalEvents } from './technical-events';

const DESCRIBERS = [
  ...technicalEvents,
  ...accessEvents,
  ...budgetEvents,
  ...calendarEvents,
  ...paymentEvents,
  ...jobEvents,
];

const described = (given: GivenEvent): EventDescription => {
  const [event] = recorded([given]);
  if (event === undefined) throw new Error('nothing given');
  const describer = DESCRIBERS.find(({ category }) => category === categoryOf(event.stream));
  if (describer === undefined) throw new Error(`nobody describes ${event.stream}`);
  return describer.describe(event);
};
const said = (given: GivenEvent): string => {
  const { label, details } = described(given);
  return [label, ...details.filter((part) => part !== null && part !== '')].join('，');
};

describe('what an event says of itself', () => {
  it('names every category once', () => {
    const categories = DESCRIBERS.map(({ category }) => category);
    expect(new Set(categories).size).toBe(categories.length);
  });

  it('tells a calendar year by its days off', () => {
    const holidays = [
      { from: '2027-01-01', to: '2027-01-01', name: '元旦' },
      { from: '2027-10-01', to: '2027-10-07', name: '国庆节' },
    ];
    const data = {
      ...{ calendarId: 'c', year: 2027, holidays, makeUpDays: [], source: { name: '通知', version: null } },
      ...{ actedOn: '2026-11-20', reason: '补录' },
    };
    expect(said({ stream: 'calendar-c', type: 'CalendarYearLoaded', data })).toBe(
      '载入工作日历，2027 年，元旦 2027-01-01，国庆节 2027-10-01 至 2027-10-07，补录',
    );
  });

  it('tells a correction on an appropriation by the month, the amount and the reason', () => {
    const event = {
      stream: 'appropriation-A',
      type: 'SettlementReclassifiedIn',
      data: {
        ...{ appropriationId: 'A', amountFen: '18896750', paymentId: 'p', charge: 2, correctionId: 'c', from: 'B' },
        ...{ movedFrom: 1, correctedOn: '2021-10-29', period: '2021-10', reason: '挂错指标' },
      },
    };
    expect(described(event)).toMatchObject({
      by: SOMEBODY,
      businessDate: '2021-10-29',
      paymentId: 'p',
      appropriationIds: ['A'],
      amountFen: '18896750',
      period: '2021-10',
      movesMoney: true,
    });
    expect(said(event)).toBe('更正（转入），所属期 2021-10，188,967.50 元，挂错指标');
  });

  it('tells a payment by its charges, the sum, the payee and the purpose, and it moves nothing by itself', () => {
    const line = lump('A', '5.00');
    const submission = submitted(submit([line]), [recordedLine(1, line, '5.00')], [charged(1, 'A', '5.00')], '5.00');
    const event = { stream: 'payment-p1', ...submission };
    expect(described(event)).toMatchObject({
      businessDate: '2021-02-10',
      paymentId: 'p1',
      appropriationIds: ['A'],
      amountFen: '500',
      period: null,
      movesMoney: false,
    });
    expect(said(event)).toBe('提交付款，5.00 元，代发银行，二月养老金');
    const bounced = { stream: 'payment-p1', ...returned([], [[1, '5.00']], '5.00') };
    expect([described(bounced).appropriationIds, said(bounced)]).toEqual([[], '退票（被动退回），5.00 元，户名不符']);
  });

  it('leaves a name to the event in which it stands', () => {
    const person = { personId: 'p', name: '李主管', number: '7', kind: 'person' };
    expect(said({ stream: 'person-p', type: 'PersonRegistered', data: person })).toBe('登记人员');
  });

  it('refuses a type, a version or data that this program does not know', () => {
    expect(() => described({ stream: 'job-1', type: 'JobDreamt', data: {} })).toThrow(UnknownEvent);
    expect(() => described({ stream: 'job-1', type: 'JobFailed', data: { jobId: '1' } })).toThrow(UnknownEvent);
  });
});
