import { useState } from 'react';
import { Checkbox, Select } from 'antd';
import { useActor } from '../api/acting-person';
import { useAddress } from '../books/books';
import { useOffice } from '../books/office';
import { useUnits } from '../setup/units';
import { SearchField } from '../table/search-field';
import type { AlertsCounted } from './alert-marks';
import { CAUSE_WORD, CAUSES, LEVELS, type AlertsAskedFor, type Level } from './alerts-query';
import { LEVEL_WORD } from './alerts';

const ALL = '';

/** What narrows the list and its counts alike; all of it stands in the address. */
export function AlertFilters({ asked, counted }: { asked: AlertsAskedFor; counted: AlertsCounted | undefined }) {
  const { address, change } = useAddress();
  const narrow = (changes: Readonly<Record<string, string | null>>) => change({ ...changes, case: null });
  const units = useUnits().data?.value.items ?? [];
  return (
    <div className="toolbar">
      <TextSought key={asked.text ?? ''} asked={asked} onText={(text) => narrow({ text })} />
      <Checkbox.Group<Level>
        value={[...asked.levels]}
        onChange={(chosen) => narrow({ levels: chosen.length === LEVELS.length ? null : chosen.join('.') || 'none' })}
        options={LEVELS.map((level) => ({ value: level, label: LEVEL_WORD[level] }))}
      />
      <label className="field">
        事由
        <Select<string>
          value={asked.cause ?? ALL}
          onChange={(cause) => narrow({ cause: cause || null })}
          popupMatchSelectWidth={false}
          className="choice"
          options={[{ value: ALL, label: '全部' }, ...CAUSES.map((value) => ({ value, label: CAUSE_WORD[value] }))]}
        />
      </label>
      {units.length > 1 && (
        <label className="field">
          单位
          <Select<string>
            value={asked.unit ?? ALL}
            onChange={(unit) => narrow({ unit: unit || null })}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={false}
            className="choice"
            options={[
              { value: ALL, label: '全部' },
              ...units.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
            ]}
          />
        </label>
      )}
      <PersonInCharge asked={asked} onPerson={(person) => narrow({ person })} />
      <Checkbox checked={asked.overdue} onChange={({ target }) => narrow({ overdue: target.checked ? '1' : null })}>
        超期 {counted?.overdue ?? ''}
      </Checkbox>
      <Checkbox
        checked={asked.closureRequested}
        onChange={({ target }) => narrow({ ending: target.checked ? '1' : null })}
      >
        待销号 {counted?.closureRequested ?? ''}
      </Checkbox>
      <Checkbox
        checked={!address.has('single')}
        onChange={({ target }) => narrow({ single: target.checked ? null : '1' })}
      >
        按项目归并
      </Checkbox>
      {asked.programmeId !== null && (
        <button type="button" className="link-button" onClick={() => narrow({ of: null })}>
          只看一个项目，看全部
        </button>
      )}
    </div>
  );
}

function TextSought({ asked, onText }: { asked: AlertsAskedFor; onText: (text: string | null) => void }) {
  const [text, setText] = useState(asked.text ?? '');
  return (
    <search aria-label="查找预警">
      <SearchField
        label="项目名称、拼音首字母"
        does="查找预警"
        className="alert-sought"
        text={text}
        onText={(typed) => {
          setText(typed);
          if (typed === '' && asked.text !== null) onText(null);
        }}
        // The first that is found is opened beside the list.
        onRows={() => onText(text.trim() || null)}
      />
    </search>
  );
}

function PersonInCharge({ asked, onPerson }: { asked: AlertsAskedFor; onPerson: (person: string | null) => void }) {
  const { people } = useOffice();
  const mine = useActor()?.personId ?? null;
  return (
    <label className="field">
      责任人
      <Select<string>
        value={asked.person ?? ALL}
        onChange={(person) => onPerson(person || null)}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        className="choice"
        options={[
          { value: ALL, label: '全部' },
          { value: 'none', label: '未指派' },
          ...people.map(({ personId, name, number }) => ({
            value: personId,
            label: `${number === null ? name : `${name} ${number}`}${personId === mine ? '（我）' : ''}`,
          })),
        ]}
      />
    </label>
  );
}
