import { Select } from 'antd';
import { formatYuanGrouped, parseYuan } from '@bofu/kernel';
import { Field } from '../forms/fields';
import { words, wordFor } from '../words';
import type { Appropriation } from './appropriations';

/** 预算指标, found by name, code or 文号; what can still be spent stands beside it. */
export function ProgrammePicker({
  label,
  appropriations,
  value,
  onValue,
}: {
  label: string;
  appropriations: readonly Appropriation[];
  value: string | null;
  onValue: (appropriationId: string) => void;
}) {
  const chosen = appropriations.find(({ appropriationId }) => appropriationId === value);
  return (
    <Field
      label={label}
      {...(chosen && {
        note: `${wordFor(words.fundingLevel, chosen.fundingLevel)}资金，可用 ${formatYuanGrouped(parseYuan(chosen.available))} 元`,
      })}
    >
      {(id) => (
        <Select<string>
          id={id}
          value={value}
          placeholder="输入名称、编码或文号"
          showSearch={{ optionFilterProp: 'found' }}
          onChange={onValue}
          popupMatchSelectWidth={560}
          options={appropriations.map((each) => ({
            value: each.appropriationId,
            label: each.programmeName,
            found: `${each.programmeName} ${each.programmeCode} ${each.documentNumber?.printed ?? ''} ${each.documentNumber?.normalized ?? ''}`,
          }))}
        />
      )}
    </Field>
  );
}
