import type { ReactNode } from 'react';
import { Select } from 'antd';
import { formatYuanGrouped, parseYuan } from '@bofu/kernel';
import { Field } from '../forms/fields';
import { words, wordFor } from '../words';
import type { Appropriation } from './appropriations';

/** Of one programme there may be several: what tells them apart stands behind the name. */
function labelOf(one: Appropriation, all: readonly Appropriation[]): string {
  const { programmeId, programmeName, fundingLevel, issuedAs, batch } = one;
  const alone = all.filter((each) => each.programmeId === programmeId).length === 1;
  const kind = issuedAs === 'regular' ? '' : ` ${words.issuedAs[issuedAs]}`;
  return alone ? programmeName : `${programmeName}（${words.fundingLevel[fundingLevel]}${kind}，第 ${batch} 批）`;
}

/** 预算指标, found by name, its initials, code or 文号; beside each stand its unit and what can still be spent. */
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
          placeholder="名称、拼音首字母、编码或文号"
          showSearch={{ optionFilterProp: 'found' }}
          onChange={onValue}
          popupMatchSelectWidth={560}
          options={appropriations.map((each) => ({
            value: each.appropriationId,
            label: labelOf(each, appropriations),
            found: `${each.programmeName} ${each.programmeCode} ${each.initials} ${each.documentNumber?.printed ?? ''} ${each.documentNumber?.normalized ?? ''}`,
          }))}
          optionRender={({ label, value }) => (
            <OptionLine label={label} of={appropriations.find(({ appropriationId }) => appropriationId === value)} />
          )}
        />
      )}
    </Field>
  );
}

/** One of the list: a name alone may be another unit's. */
function OptionLine({ label, of }: { label: ReactNode; of: Appropriation | undefined }) {
  return (
    <span className="picker-line">
      <span>{label}</span>
      {of && (
        <>
          <span className="picker-available">可用 {formatYuanGrouped(parseYuan(of.available))}</span>
          <span className="picker-note">
            {wordFor(words.fundingLevel, of.fundingLevel)}　{of.programmeCode}　{of.unitName}
          </span>
        </>
      )}
    </span>
  );
}
