import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { actOf } from '../api/record-act';
import { useAddress, useBooks } from '../books/books';
import { YearField } from '../books/books-fields';
import { ActFormFields, useActForm } from '../forms/act-form';
import { bodyField, wrongIn } from '../forms/body-field';
import { DateField } from '../forms/day-fields';
import { TextField } from '../forms/fields';
import { countText } from '../marks/money';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useAppropriations, type Appropriation } from '../payments/appropriations';
import { useProgrammes, type Programme } from '../payments/programmes';
import { DataTable, type Column } from '../table/data-table';
import { goToFirstRow, useRowKeys } from '../table/row-keys';
import { SearchField } from '../table/search-field';
import { words } from '../words';
import { SetupCrumbs } from './setup-crumbs';
import { ratesText } from './rates-text';
import './setup.css';
import '../programmes/programmes.css';

const CODE = bodyField('/v1/programmes', 'code', '项目编码');
const NAME = bodyField('/v1/programmes', 'name', '项目名称');

/** 预算项目, as they are set up: each with what it has and what it lacks; a new one is registered below. */
export function Component() {
  const { writable } = useBooks();
  const programmes = useProgrammes();
  const appropriations = useAppropriations();
  return (
    <>
      <PageTitle parts={['项目设定', words.pages.setup]} />
      <SetupCrumbs here="预算项目" />
      <div className="toolbar">
        <h1>预算项目</h1>
        <YearField />
      </div>
      <Answer query={programmes}>
        {(reading) => (
          <Answer query={appropriations}>
            {({ value }) => (
              <>
                <ProgrammeTable programmes={reading.value} appropriations={value} />
                {writable && <RegisterProgramme />}
                <PageStatus reading={reading} />
              </>
            )}
          </Answer>
        )}
      </Answer>
    </>
  );
}

function ProgrammeTable({
  programmes,
  appropriations,
}: {
  programmes: readonly Programme[];
  appropriations: readonly Appropriation[];
}) {
  const { fiscalYear } = useBooks();
  const { linkTo } = useAddress();
  const [text, setText] = useState('');
  const financing = ({ programmeId }: Programme) => appropriations.filter((each) => each.programmeId === programmeId);
  const columns: readonly Column<Programme>[] = [
    {
      key: 'name',
      title: '项目',
      names: true,
      cell: ({ programmeId, name }) => (
        <Link className="programme-name" title={name} to={linkTo(`/setup/programmes/${programmeId}`)}>
          {name}
        </Link>
      ),
    },
    { key: 'code', title: '项目编码', cell: ({ code }) => code },
    {
      key: 'appropriations',
      title: `${fiscalYear} 年指标`,
      align: 'right',
      cell: (programme) => countText(financing(programme).length),
    },
    {
      key: 'plans',
      title: '支出计划',
      cell: (programme) => {
        const own = financing(programme);
        if (own.length === 0) return words.nothing;
        return (
          <span className="ways-out">
            {own.map(({ appropriationId, fundingLevel, spendingPlan }) => (
              <Link key={appropriationId} to={linkTo(`/setup/plans/${appropriationId}`)}>
                {words.fundingLevel[fundingLevel]}
                {spendingPlan === null ? '：编制' : '：已有'}
              </Link>
            ))}
          </span>
        );
      },
    },
    {
      key: 'standard',
      title: '发放标准',
      cell: ({ standards: [first] }) => <span className="standard-text">{first ? ratesText(first) : '未设定'}</span>,
    },
    { key: 'end', title: '终止', cell: ({ endsOn }) => endsOn ?? words.nothing },
  ];
  const wanted = text.trim().toUpperCase();
  const rows = programmes.filter(({ name, code }) => `${name.toUpperCase()} ${code}`.includes(wanted));
  const navigate = useNavigate();
  const open = ({ programmeId }: Programme) => void navigate(linkTo(`/setup/programmes/${programmeId}`));
  const current = useRowKeys(rows, ({ programmeId }) => programmeId, open);
  return (
    <>
      <div className="toolbar">
        <label className="field">
          查找
          <SearchField label="名称或编码" text={text} onText={setText} onRows={() => goToFirstRow()} />
        </label>
        <div className="toolbar-end ways-out">
          <Link to={linkTo('/setup/templates', { kind: 'programmes' })}>用模板导入项目</Link>
          <Link to={linkTo('/programmes/issue')}>下达指标</Link>
          <Link to={linkTo('/payments/adjustment')}>指标变动</Link>
        </div>
      </div>
      <DataTable
        caption="点项目名称：更名、终止、标准、绩效指标"
        columns={columns}
        rows={rows}
        keyOf={({ programmeId }) => programmeId}
        current={current}
        onOpen={open}
        empty="还没有项目：在下面登记，或用模板导入。"
      />
    </>
  );
}

interface Registered {
  readonly code: string;
  readonly name: string;
  readonly effectiveOn: string;
}

function RegisterProgramme() {
  const { fiscalYear } = useBooks();
  const form = useActForm<Registered>(
    'programme',
    () => ({ code: '', name: '', effectiveOn: `${fiscalYear}-01-01` }),
    () => ({ code: '', name: '' }),
    { 'register-programme': ({ code, name, effectiveOn }) => ({ code, name, effectiveOn }) },
  );
  const { entered, change } = form;
  return (
    <ActFormFields
      title="登记项目"
      of={form}
      wrong={wrongIn(CODE, entered.code) ?? wrongIn(NAME, entered.name)}
      act={(stated) =>
        actOf('register-programme', {
          body: { code: entered.code.trim(), name: entered.name.trim(), effectiveOn: entered.effectiveOn, ...stated },
        })
      }
      about={entered.name.trim()}
      beside={<span className="form-note">有了指标的，下达指标时一并登记更省事</span>}
    >
      <TextField of={CODE} text={entered.code} onText={change('code')} note="21 位数字或大写字母" />
      <TextField of={NAME} text={entered.name} onText={change('name')} note="照原文填写" />
      <DateField label="自何日起" date={entered.effectiveOn} onDate={change('effectiveOn')} />
    </ActFormFields>
  );
}
