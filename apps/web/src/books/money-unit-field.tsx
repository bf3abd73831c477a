import { Segmented } from 'antd';
import { useActor } from '../api/acting-person';
import { words } from '../words';
import { useAddress, useBooks } from './books';
import type { MoneyUnit } from './books-in-address';
import { rememberUnit } from './money-unit';

/** 元 or 万元: how amounts are shown. What is entered and what is exported is always 元. */
export function MoneyUnitField() {
  const { money } = useBooks();
  const { change } = useAddress();
  const personId = useActor()?.personId ?? null;
  return (
    <Segmented<MoneyUnit>
      aria-label="金额单位"
      value={money}
      onChange={(unit) => {
        rememberUnit(personId, location.pathname, unit);
        change({ money: unit });
      }}
      options={[
        { value: 'yuan', label: words.unit.yuan },
        { value: 'wan', label: words.unit.wan },
      ]}
    />
  );
}
