import { Segmented, Select } from 'antd';
import { yearOf } from '@bofu/kernel';
import { DayPicker, OptionalMomentPicker } from '../forms/day-picker';
import { words } from '../words';
import { useAddress, useBooks } from './books';
import { eventText } from '../pages/page-status';
import { todayInBeijing, wallClockInBeijing, type MoneyUnit } from './books-in-address';
import { useYearsOnBooks } from './years-on-books';

/** 年度: those on the books, this one, and the one in sight. */
export function YearField() {
  const { agencyId, fiscalYear } = useBooks();
  const { change } = useAddress();
  const thisYear = yearOf(todayInBeijing(new Date()));
  const onBooks = useYearsOnBooks(agencyId).data?.value.years ?? [];
  const years = new Set([...onBooks, thisYear, fiscalYear]);
  return (
    <label className="field">
      年度
      <Select
        value={fiscalYear}
        // Another year is looked at as it stands, not on the day of the one before.
        onChange={(year) => change({ year, asOf: null })}
        options={[...years].sort((a, b) => b - a).map((year) => ({ value: year, label: String(year) }))}
        popupMatchSelectWidth={false}
      />
    </label>
  );
}

/** 截至: the business date of the figures. */
export function AsOfField() {
  const { asOf } = useBooks();
  const { change } = useAddress();
  return (
    <label className="field">
      截至
      <DayPicker day={asOf} onDay={(day) => change({ asOf: day })} />
    </label>
  );
}

/** 登记时点: the books as they were known at the end of a second of Beijing time; empty is now. */
export function KnownAtField() {
  const { knownAt } = useBooks();
  const { change } = useAddress();
  const instant = knownAt === null ? null : wallClockInBeijing(knownAt);
  return (
    <label className="field">
      登记时点
      <OptionalMomentPicker
        moment={instant}
        placeholder={knownAt === null ? '现在' : `事件 #${eventText(knownAt)}`}
        className="known-at-field"
        onMoment={(moment) => change({ knownAt: moment === null ? null : `${moment}.999+08:00` })}
      />
    </label>
  );
}

/** 元 or 万元: how amounts are shown. What is entered and what is exported is always 元. */
export function MoneyUnitField() {
  const { money } = useBooks();
  const { change } = useAddress();
  return (
    <Segmented<MoneyUnit>
      aria-label="金额单位"
      value={money}
      onChange={(unit) => change({ money: unit })}
      options={[
        { value: 'yuan', label: words.unit.yuan },
        { value: 'wan', label: words.unit.wan },
      ]}
    />
  );
}
