import { useState } from 'react';
import { actOf } from '../api/record-act';
import { useBooks } from '../books/books';
import { todayInBeijing } from '../books/books-in-address';
import { ActFormFields, firstWrong, useActForm } from '../forms/act-form';
import { bodyField, wrongIn } from '../forms/body-field';
import { DateField } from '../forms/day-fields';
import { ChoiceField, TextField } from '../forms/fields';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { SetupCrumbs } from './setup-crumbs';
import { useUnits, type Unit } from './units';

/** Of a change as of a registration: the interface says the same of both. */
const CODE = bodyField('/v1/units', 'code', '单位编码');
const NAME = bodyField('/v1/units', 'name', '单位名称');
const CHANGE_REASON = bodyField('/v1/units/{unitId}/changes', 'reason', '缘由');
const CLOSURE_REASON = bodyField('/v1/units/{unitId}/closure', 'reason', '缘由');

/** 预算单位: for whom something is booked; registered, changed from a day on, closed. */
export function Component() {
  const { writable } = useBooks();
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <>
      <PageTitle parts={['预算单位', words.pages.setup]} />
      <SetupCrumbs here="预算单位" />
      <h1>预算单位</h1>
      <Answer query={useUnits()}>
        {(reading) => {
          const units = reading.value.items;
          const unit = units.find(({ unitId }) => unitId === chosen);
          return (
            <>
              <UnitTable units={units} chosen={chosen} onChoose={setChosen} />
              {writable && unit && (
                <div className="form-columns">
                  <ChangeUnit key={unit.unitId} unit={unit} />
                  <CloseUnit key={`${unit.unitId}/end`} unit={unit} />
                </div>
              )}
              {writable && <RegisterUnit />}
              <PageStatus reading={reading} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

function UnitTable({
  units,
  chosen,
  onChoose,
}: {
  units: readonly Unit[];
  chosen: string | null;
  onChoose: (unitId: string) => void;
}) {
  const columns: readonly Column<Unit>[] = [
    { key: 'code', title: '单位编码', cell: ({ code }) => code },
    {
      key: 'name',
      title: '单位名称',
      names: true,
      cell: ({ unitId, name }) => (
        <button type="button" className="link-button" aria-pressed={unitId === chosen} onClick={() => onChoose(unitId)}>
          {name}
        </button>
      ),
    },
    { key: 'nature', title: '单位性质', cell: ({ nature }) => nature },
    { key: 'funding', title: '经费保障形式', cell: ({ fundingForm }) => fundingForm },
    { key: 'opened', title: '启用', cell: ({ openedOn }) => openedOn },
    { key: 'closed', title: '撤销', cell: ({ closedOn }) => closedOn ?? words.nothing },
  ];
  return (
    <DataTable
      caption="今日有效的单位；点名称变更或撤销"
      columns={columns}
      rows={units}
      keyOf={({ unitId }) => unitId}
      current={chosen}
      empty="还没有登记单位。"
    />
  );
}

interface Facts {
  readonly code: string;
  readonly name: string;
  readonly nature: string;
  readonly fundingForm: string;
}

const NATURES = { 行政: '行政', 参公事业: '参公事业', 事业: '事业' } as const;
const FUNDING_FORMS = { 财政拨款: '财政拨款', 财政补助: '财政补助', 经费自理: '经费自理' } as const;

const factsWrong = ({ code, name }: Facts) => wrongIn(CODE, code) ?? wrongIn(NAME, name);
const factsBody = ({ code, name, nature, fundingForm }: Facts) => ({
  code: code.trim(),
  name: name.trim(),
  nature,
  fundingForm,
});

/** As the budget prints them; one it prints otherwise stays as it is on record. */
const withOwn = <Choices extends Readonly<Record<string, string>>>(choices: Choices, own: string) =>
  ({ ...choices, ...(own !== '' && { [own]: own }) }) as Readonly<Record<string, string>>;

function FactFields({ entered, onFact }: { entered: Facts; onFact: (name: keyof Facts, text: string) => void }) {
  const change = (name: keyof Facts) => (text: string) => onFact(name, text);
  return (
    <>
      <TextField
        of={CODE}
        text={entered.code}
        onText={change('code')}
        note="1 至 20 位数字或字母，预算管理一体化系统中的编码"
      />
      <TextField of={NAME} text={entered.name} onText={change('name')} />
      <ChoiceField
        label="单位性质"
        value={entered.nature}
        onValue={change('nature')}
        choices={withOwn(NATURES, entered.nature)}
      />
      <ChoiceField
        label="经费保障"
        value={entered.fundingForm}
        onValue={change('fundingForm')}
        choices={withOwn(FUNDING_FORMS, entered.fundingForm)}
      />
    </>
  );
}

function RegisterUnit() {
  const form = useActForm(
    'unit',
    () => ({
      code: '',
      name: '',
      nature: '行政',
      fundingForm: '财政拨款',
      openedOn: `${todayInBeijing(new Date()).slice(0, 4)}-01-01`,
    }),
    () => ({ code: '', name: '' }),
  );
  const { entered, change } = form;
  return (
    <ActFormFields
      title="登记单位"
      of={form}
      wrong={factsWrong(entered)}
      act={(stated) =>
        actOf('register-unit', { body: { ...factsBody(entered), openedOn: entered.openedOn, ...stated } })
      }
      about={`${entered.code} ${entered.name}`}
    >
      <FactFields entered={entered} onFact={(name, text) => change(name)(text)} />
      <DateField label="启用日期" date={entered.openedOn} onDate={change('openedOn')} />
    </ActFormFields>
  );
}

function ChangeUnit({ unit }: { unit: Unit }) {
  const { unitId, code, name, nature, fundingForm } = unit;
  const form = useActForm<Facts & { readonly effectiveOn: string; readonly reason: string }>(
    `unit/${unitId}`,
    () => ({ code, name, nature, fundingForm, effectiveOn: todayInBeijing(new Date()), reason: '' }),
    () => ({ reason: '' }),
  );
  const { entered, change } = form;
  return (
    <ActFormFields
      title="变更单位"
      of={form}
      wrong={factsWrong(entered) ?? wrongIn(CHANGE_REASON, entered.reason)}
      act={(stated) =>
        actOf('change-unit', {
          path: { unitId },
          body: {
            ...factsBody(entered),
            effectiveOn: entered.effectiveOn,
            reason: entered.reason.trim(),
            ...stated,
          },
        })
      }
      about={`变更 ${entered.code} ${entered.name}`}
    >
      <FactFields entered={entered} onFact={(name, text) => change(name)(text)} />
      <DateField label="自何日起" date={entered.effectiveOn} onDate={change('effectiveOn')} />
      <TextField of={CHANGE_REASON} text={entered.reason} onText={change('reason')} />
    </ActFormFields>
  );
}

function CloseUnit({ unit: { unitId, code, name, closedOn } }: { unit: Unit }) {
  const form = useActForm<{ readonly closedOn: string; readonly reason: string }>(`unit/${unitId}/closure`, () => ({
    closedOn: todayInBeijing(new Date()),
    reason: '',
  }));
  const { entered, change } = form;
  return (
    <ActFormFields
      title="撤销单位"
      of={form}
      wrong={firstWrong(closedOn !== null && `已于 ${closedOn} 撤销`, wrongIn(CLOSURE_REASON, entered.reason))}
      act={(stated) =>
        actOf('close-unit', {
          path: { unitId },
          body: { closedOn: entered.closedOn, reason: entered.reason.trim(), ...stated },
        })
      }
      about={`撤销 ${code} ${name}`}
    >
      <DateField label="撤销日期" date={entered.closedOn} onDate={change('closedOn')} />
      <TextField of={CLOSURE_REASON} text={entered.reason} onText={change('reason')} />
    </ActFormFields>
  );
}
