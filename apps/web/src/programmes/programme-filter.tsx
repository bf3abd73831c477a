import { useState } from 'react';
import { Select } from 'antd';
import { useAddress } from '../books/books';
import { goToFirstRow } from '../table/row-keys';
import { SearchField } from '../table/search-field';
import { words, wordFor } from '../words';
import type { ExecutionLines } from './execution-lines';
import { SHOWN_STATES, stateWord } from './shown-states';
import type { ProgrammesAskedFor } from './programmes-asked-for';

const ALL = '';

/** 单位、资金级次、状态 and a search; changing any of them begins at the first page again. */
export function ProgrammeFilter({
  answer,
  asked,
  isReadAnew,
}: {
  answer: ExecutionLines;
  asked: ProgrammesAskedFor;
  /** The rows in sight are not yet those asked for. */
  isReadAnew: boolean;
}) {
  const { change } = useAddress();
  const narrow = (changes: Readonly<Record<string, string>>) => change({ ...changes, page: null });
  const departments = answer.units.map(({ unitCode, unitName }) => ({
    value: unitCode,
    label: `${unitCode} ${unitName}`,
  }));
  const levels = answer.fundingLevels.map((level) => ({ value: level, label: wordFor(words.fundingLevel, level) }));
  const states = SHOWN_STATES.map((state) => ({ value: state, label: stateWord(state) }));
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
      <ProgrammeSearch text={asked.text} isReadAnew={isReadAnew} onSearch={(text) => narrow({ text })} />
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
function ProgrammeSearch({
  text,
  isReadAnew,
  onSearch,
}: {
  text: string;
  isReadAnew: boolean;
  onSearch: (text: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <SearchField
      label="搜索名称、编码、文号"
      text={typed ?? text}
      onFocus={() => setTyped(text)}
      onText={(next, isComposing) => {
        setTyped(next);
        if (!isComposing) onSearch(next.trim());
      }}
      onBlur={() => setTyped(null)}
      onRows={() => goToFirstRow(isReadAnew)}
    />
  );
}
