import { Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { yearOf } from '@bofu/kernel';
import { DayPicker } from '../forms/day-picker';
import { OptionalMomentField } from '../forms/moment-field';
import { useAddress, useBooks } from './books';
import { eventText } from '../pages/page-status';
import { todayInBeijing, wallClockInBeijing } from './books-in-address';
import { yearsOnBooks } from './years-on-books';

/** 年度: those on the books, this one, and the one in sight. */
export function YearField() {
  const { agencyId, fiscalYear } = useBooks();
  const { change } = useAddress();
  const thisYear = yearOf(todayInBeijing(new Date()));
  const onBooks = useQuery(yearsOnBooks(agencyId)).data?.value.years ?? [];
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
  const { asOf, knownAt } = useBooks();
  const { change } = useAddress();
  const instant = knownAt === null ? null : wallClockInBeijing(knownAt);
  return (
    <label className="field">
      登记时点
      <OptionalMomentField
        label="登记时点"
        moment={instant}
        dayInSight={asOf}
        placeholder={knownAt === null ? '现在' : `事件 #${eventText(knownAt)}`}
        className="known-at-field"
        onMoment={(moment) => change({ knownAt: moment === null ? null : `${moment}.999+08:00` })}
      />
    </label>
  );
}
