import { useState } from 'react';
import { Button, Input } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { formatYuanGrouped, parseYuan } from '@bofu/kernel';
import { api, read } from '../../api/client';
import { queryOf } from '../../books/books-asked';
import { useAddress, useBooks } from '../../books/books';
import { DayPicker } from '../../forms/day-picker';
import { typedAmount, typedHeadcount } from '../../forms/typed-amount';
import { countText, Money, unitText } from '../../marks/money';
import { Answer } from '../../pages/answer';
import { DataTable, type Column } from '../../table/data-table';
import { words } from '../../words';
import { useProgrammeForecast, type ProgrammeForecast } from './programme-facts';

/** What is supposed: all of it stands in the address, so that a link opens the same question. */
interface Supposed {
  readonly headcount: number | null;
  readonly rate: string | null;
  readonly supplement: string | null;
  readonly supplementOn: string | null;
}

const supposedIn = (address: URLSearchParams): Supposed => ({
  headcount: typedHeadcount(address.get('heads') ?? ''),
  rate: yuanOf(address.get('rate') ?? ''),
  supplement: yuanOf(address.get('add') ?? ''),
  supplementOn: address.get('addOn'),
});

function yuanOf(text: string): string | null {
  const typed = typedAmount(text);
  return typed.kind === 'amount' ? typed.yuan : null;
}

const isAsked = ({ headcount, rate, supplement }: Supposed): boolean =>
  headcount !== null || rate !== null || supplement !== null;

function useSupposedForecast(appropriationId: string, supposed: Supposed) {
  const { agencyId, fiscalYear, asOf, knownAt } = useBooks();
  const { headcount, rate, supplement, supplementOn } = supposed;
  return useQuery({
    queryKey: ['forecast', agencyId, appropriationId, fiscalYear, asOf, knownAt, supposed],
    enabled: isAsked(supposed),
    queryFn: () =>
      read(
        api.GET('/v1/forecast/{appropriationId}', {
          params: {
            path: { appropriationId },
            query: {
              fiscalYear,
              ...queryOf({ agencyId, asOf, knownAt }),
              ...(headcount !== null && { headcount }),
              ...(rate !== null && { rate }),
              ...(supplement !== null && { supplement }),
              ...(supplement !== null && supplementOn !== null && { supplementOn }),
            },
          },
        }),
      ),
  });
}

/** 试算: the forecast on other heads, another rate or more money, beside the one on record. Nothing is recorded. */
export default function WhatIfPanel({ appropriationId }: { appropriationId: string }) {
  const { address } = useAddress();
  const supposed = supposedIn(address);
  return (
    <section className={isAsked(supposed) ? 'panel' : 'panel no-print'} aria-labelledby="what-if-heading">
      <h2 id="what-if-heading" className="panel-heading">
        试算
        <small>改人数、标准或追加金额，看够不够用；不产生任何登记</small>
      </h2>
      <SupposedForm key={JSON.stringify(supposed)} supposed={supposed} />
      {isAsked(supposed) && <Compared appropriationId={appropriationId} supposed={supposed} />}
    </section>
  );
}

function SupposedForm({ supposed }: { supposed: Supposed }) {
  const { change } = useAddress();
  const { asOf } = useBooks();
  const [heads, setHeads] = useState(supposed.headcount === null ? '' : countText(supposed.headcount));
  const [rate, setRate] = useState(supposed.rate ?? '');
  const [add, setAdd] = useState(supposed.supplement ?? '');
  const [addOn, setAddOn] = useState(supposed.supplementOn ?? asOf);
  const wrongHeads = heads.trim() !== '' && typedHeadcount(heads) === null;
  const amounts = [rate, add].map(typedAmount);
  const wrong = wrongHeads ? '人数须为正整数' : (amounts.find((amount) => amount.kind === 'wrong')?.reason ?? null);
  const ask = () => {
    if (wrong !== null) return;
    const headcount = typedHeadcount(heads);
    const supplement = yuanOf(add);
    change({ heads: headcount, rate: yuanOf(rate), add: supplement, addOn: supplement === null ? null : addOn });
  };
  return (
    <form
      className="toolbar"
      aria-label="试算"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <label className="field">
        人数
        <Input value={heads} onChange={({ target }) => setHeads(target.value)} className="what-if-input" />
      </label>
      <label className="field">
        标准（元）
        <Input value={rate} onChange={({ target }) => setRate(target.value)} className="what-if-input" />
      </label>
      <label className="field">
        追加（元）
        <Input value={add} onChange={({ target }) => setAdd(target.value)} className="what-if-input" />
      </label>
      <label className="field" htmlFor="what-if-day">
        到账日
      </label>
      <DayPicker id="what-if-day" day={addOn} onDay={setAddOn} />
      <Button htmlType="submit">试算</Button>
      {isAsked(supposed) && (
        <Button onClick={() => change({ heads: null, rate: null, add: null, addOn: null })}>清除</Button>
      )}
      {wrong !== null && <span role="alert">{wrong}</span>}
    </form>
  );
}

function Compared({ appropriationId, supposed }: { appropriationId: string; supposed: Supposed }) {
  const recorded = useProgrammeForecast(appropriationId);
  const other = useSupposedForecast(appropriationId, supposed);
  return (
    <Answer query={recorded} lines={6}>
      {({ value: { programme: now } }) => (
        <Answer query={other} lines={6}>
          {({ value: { programme: then } }) => <ComparedTable now={now} then={then} />}
        </Answer>
      )}
    </Answer>
  );
}

interface MonthOfBoth {
  readonly period: string;
  readonly now: ProgrammeForecast['months'][number] | undefined;
  readonly then: ProgrammeForecast['months'][number] | undefined;
}

function ComparedTable({ now, then }: { now: ProgrammeForecast; then: ProgrammeForecast }) {
  const { money } = useBooks();
  const periods = [...new Set([...now.months, ...then.months].map(({ period }) => period))].sort();
  const rows = periods.map((period): MonthOfBoth => {
    const of = ({ months }: ProgrammeForecast) => months.find((month) => month.period === period);
    return { period, now: of(now), then: of(then) };
  });
  const amount = (key: string, title: string, of: (row: MonthOfBoth) => string | undefined): Column<MonthOfBoth> => ({
    ...{ key, title, align: 'right' },
    cell: (row) => {
      const yuan = of(row);
      return yuan === undefined ? words.nothing : <Money yuan={yuan} />;
    },
  });
  const columns: readonly Column<MonthOfBoth>[] = [
    { key: 'period', title: '月份', names: true, cell: ({ period }) => period },
    amount('required', '现应付', (row) => row.now?.required),
    amount('balance', '现余额', (row) => row.now?.balance),
    amount('required-then', '试算应付', (row) => row.then?.required),
    amount('added', '试算追加', (row) => row.then?.added),
    amount('balance-then', '试算余额', (row) => row.then?.balance),
  ];
  return (
    <>
      <p className="what-if-result" role="status">
        现在：<b>{sentenceOf(now)}</b>　试算：<b>{sentenceOf(then)}</b>
      </p>
      {then.assumptions.length > 0 && <p className="form-note">试算依据：{then.assumptions.join('；')}</p>}
      <DataTable
        caption={`年内还要支付的月份；单位：${unitText(money)}`}
        columns={columns}
        rows={rows}
        keyOf={({ period }) => period}
        empty="年内没有还要支付的月份。"
      />
    </>
  );
}

const inYuan = (yuan: string): string => `${formatYuanGrouped(parseYuan(yuan))} 元`;

function sentenceOf({ firstFailure, months, yearShort }: ProgrammeForecast): string {
  const last = months.at(-1);
  if (last === undefined) return '年内没有还要支付的月份';
  if (firstFailure === null) return `年内够用，年末余 ${inYuan(last.balance)}`;
  const people = firstFailure.payableHeadcount;
  const most = people === null ? '' : `，最多可发 ${countText(people)} 人`;
  return `${firstFailure.period} 起不足，缺 ${inYuan(firstFailure.short)}${most}，至年末共缺 ${inYuan(yearShort)}`;
}
