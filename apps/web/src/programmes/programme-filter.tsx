import { useRef, useState } from 'react';
import { Input, Select, type InputRef } from 'antd';
import { useAddress } from '../books/books';
import { useShortcuts } from '../frame/shortcuts';
import { words, wordFor } from '../words';
import { EXECUTION_STATES } from './execution-state';
import type { PlanAgainstActual } from './plan-against-actual';
import type { ProgrammesAskedFor } from './programmes-asked-for';

const ALL = '';

/** 单位、资金级次、状态 and a search; changing any of them begins at the first page again. */
export function ProgrammeFilter({ answer, asked }: { answer: PlanAgainstActual; asked: ProgrammesAskedFor }) {
  const { change } = useAddress();
  const narrow = (changes: Readonly<Record<string, string>>) => change({ ...changes, page: null });
  const names = new Map(answer.programmes.map(({ unitCode, unitName }) => [unitCode, unitName]));
  const departments = answer.byUnit.map(({ key }) => ({ value: key, label: `${key} ${names.get(key) ?? ''}` }));
  const levels = answer.byFundingLevel.map(({ key }) => ({ value: key, label: wordFor(words.fundingLevel, key) }));
  const states = Object.entries(EXECUTION_STATES).map(([value, { word }]) => ({ value, label: word }));
  return (
    <>
      <Choice
        label="单位"
        value={asked.department}
        options={departments}
        onChoose={(department) => narrow({ department })}
      />
      <Choice label="资金级次" value={asked.level} options={levels} onChoose={(level) => narrow({ level })} />
      <Choice label="状态" value={asked.state} options={states} onChoose={(state) => narrow({ state })} />
      <SearchField text={asked.text} onSearch={(text) => narrow({ text })} />
    </>
  );
}

function Choice(props: {
  label: string;
  value: string | null;
  options: readonly { value: string; label: string }[];
  onChoose: (value: string) => void;
}) {
  return (
    <label className="field">
      {props.label}
      <Select
        value={props.value ?? ALL}
        onChange={props.onChoose}
        options={[{ value: ALL, label: '全部' }, ...props.options]}
        popupMatchSelectWidth={false}
        className="choice"
      />
    </label>
  );
}

/** Searches while typing, but not while an input method is still composing a word. */
function SearchField({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const input = useRef<InputRef>(null);
  const [typed, setTyped] = useState(text);
  useShortcuts([{ key: '/', does: '搜索', run: () => input.current?.focus() }]);
  const shown = input.current?.input === document.activeElement ? typed : text;
  return (
    <Input
      ref={input}
      type="search"
      className="search-field"
      aria-label="搜索名称、编码、文号"
      aria-keyshortcuts="/"
      placeholder="搜索名称、编码、文号"
      allowClear
      value={shown}
      onFocus={() => setTyped(text)}
      onChange={({ target, nativeEvent }) => {
        setTyped(target.value);
        if (!(nativeEvent instanceof InputEvent && nativeEvent.isComposing)) onSearch(target.value.trim());
      }}
      onCompositionEnd={({ currentTarget }) => onSearch(currentTarget.value.trim())}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Escape') currentTarget.blur();
      }}
    />
  );
}
