import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { AutoComplete, Select } from 'antd';
import { formatYuanGrouped, parseYuan } from '@bofu/kernel';
import type { AnswerTo } from '../api/command';
import { actOf, doneWord, usePaperNeeded } from '../api/record-act';
import { useRecording } from '../api/recording';
import { bodyOfFiles, type ActFile } from '../attachments/act-files';
import { useActFiles } from '../attachments/act-files-entry';
import { useAddress, useBooks } from '../books/books';
import { bodyField, neededHere, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { DocumentNumberField } from '../forms/document-number-field';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { DateField, OptionalDateField } from '../forms/day-fields';
import { ChoiceField, Field, TextField } from '../forms/fields';
import { MoneyField } from '../forms/money-field';
import { RecordingNote } from '../forms/recording-note';
import { typedAmount } from '../forms/typed-amount';
import { Answer } from '../pages/answer';
import { Crumbs } from '../pages/crumbs';
import { NotWritable } from '../pages/not-writable';
import { PageTitle } from '../pages/page-title';
import { useActOnPaper } from '../papers/act-on-paper';
import { refilled, useEntryInHand, type Refill } from '../papers/entry-in-hand';
import { useProgrammes, type Programme } from '../payments/programmes';
import { useUnits } from '../setup/units';
import { words } from '../words';
import { bodyOfElements, ElementFields, elementsOf } from './element-fields';
import { NO_ELEMENTS, type Elements } from './elements';
import './programmes.css';
import { firstWrong } from '../forms/act-form';
import { WholeField } from '../forms/whole-field';

const CODE = neededHere(bodyField('/v1/appropriations', 'programmeCode', '项目编码'));
const NAME = neededHere(bodyField('/v1/appropriations', 'programmeName', '项目名称'));
const UNIT_CODE = bodyField('/v1/appropriations', 'unitCode', '预算单位编码');
const UNIT_NAME = bodyField('/v1/appropriations', 'unitName', '预算单位');
const DOCUMENT = bodyField('/v1/appropriations', 'documentNumber', '文号');
const FISCAL_YEAR = bodyField('/v1/appropriations', 'fiscalYear', '预算年度');
const FORMED_IN = bodyField('/v1/appropriations', 'formedIn', '形成年度');
const BATCH = bodyField('/v1/appropriations', 'batch', '批次');

/** 下达指标: a new appropriation of a programme that is known, or of a new one. */
export function Component() {
  const { writable } = useBooks();
  const programmes = useProgrammes();
  if (!writable) return <NotWritable />;
  return (
    <>
      <PageTitle parts={['下达指标']} />
      <Crumbs to="/programmes" word={words.pages.programmes} here="下达指标" />
      <h1>下达指标</h1>
      <Answer query={programmes}>{({ value }) => <IssueForm programmes={value} />}</Answer>
    </>
  );
}

const NEW = 'new';
const BASES = { stated: '文件载明', inferred: '据文件推断' } as const;

interface Entered {
  readonly programmeId: string | null;
  readonly code: string;
  readonly name: string;
  readonly fiscalYear: number;
  readonly formedIn: number;
  readonly batch: number;
  readonly unitCode: string;
  readonly unitName: string;
  readonly fundingLevel: keyof typeof words.fundingLevel;
  readonly fundingLevelBasis: keyof typeof BASES;
  readonly budgetType: keyof typeof words.budgetType;
  readonly issuedAs: keyof typeof words.issuedAs;
  readonly documentNumber: string;
  readonly documentDate: string | null;
  readonly amountText: string;
  readonly effectiveOn: string;
  readonly elements: Elements;
  readonly files: readonly ActFile[];
}

const REFILL: Refill<Entered> = {
  'issue-appropriation': (content) => ({
    programmeId: content.programmeId ?? NEW,
    code: content.programmeCode ?? '',
    name: content.programmeName ?? '',
    fiscalYear: content.fiscalYear,
    formedIn: content.formedIn ?? content.fiscalYear,
    batch: content.batch ?? 1,
    unitCode: content.unitCode,
    unitName: content.unitName,
    fundingLevel: content.fundingLevel,
    fundingLevelBasis: content.fundingLevelBasis,
    budgetType: content.budgetType,
    issuedAs: content.issuedAs,
    documentNumber: content.documentNumber ?? '',
    documentDate: content.documentDate ?? null,
    amountText: formatYuanGrouped(parseYuan(content.amount)),
    effectiveOn: content.effectiveOn,
    elements: elementsOf(content.elements ?? {}),
  }),
};

function IssueForm({ programmes }: { programmes: readonly Programme[] }) {
  const { fiscalYear, asOf } = useBooks();
  const navigate = useNavigate();
  const { linkTo } = useAddress();
  const [done, setDone] = useState<{ readonly sentence: string; readonly appropriationId: string | null } | null>(null);
  const onPaper = usePaperNeeded()('issue-appropriation');
  const recording = useRecording<Partial<AnswerTo<'/v1/appropriations'>>, Entered>('issue', ({ appropriationId }) => {
    if (recording.state.kind === 'recorded')
      setDone({ sentence: recording.state.act.about, appropriationId: appropriationId ?? null });
    begin();
    recording.close();
  });
  const inHand = useEntryInHand(REFILL);
  const [entered, setEntered] = useState<Entered>(() => ({
    programmeId: programmes.length === 0 ? NEW : null,
    code: '',
    name: '',
    fiscalYear,
    formedIn: fiscalYear - 1,
    batch: 1,
    unitCode: '',
    unitName: '',
    fundingLevel: 'district',
    fundingLevelBasis: 'stated',
    budgetType: 'general-public',
    issuedAs: 'regular',
    documentNumber: '',
    documentDate: null,
    amountText: '',
    effectiveOn: asOf,
    elements: NO_ELEMENTS,
    files: inHand?.files ?? [],
    ...refilled(inHand, REFILL),
    ...recording.entered,
  }));
  const begin = () => setEntered((before) => ({ ...before, amountText: '', files: [] }));
  const confirmation = useConfirmation(recording);
  const paper = useActOnPaper(recording, inHand, true, begin);
  const change =
    <Name extends keyof Entered>(name: Name) =>
    (value: Entered[Name]) => {
      setEntered((before) => ({ ...before, [name]: value }));
      if (recording.state.kind === 'refused') recording.close();
    };
  const units = useUnits();
  const isNew = entered.programmeId === NEW;
  const carriedOver = entered.issuedAs === 'carry-over';
  const amount = typedAmount(entered.amountText);
  const programme = programmes.find(({ programmeId }) => programmeId === entered.programmeId);
  const attaching = useActFiles(entered.files, change('files'), !paper.intoDraft);
  const wrong = firstWrong(
    entered.programmeId === null && '请选择项目',
    isNew && wrongIn(CODE, entered.code),
    isNew && wrongIn(NAME, entered.name),
    wrongIn(UNIT_CODE, entered.unitCode),
    wrongIn(UNIT_NAME, entered.unitName),
    amount.kind === 'wrong' && amount.reason,
    amount.kind === 'empty' && '请填写金额',
    entered.fundingLevel !== 'district' && entered.documentNumber.trim() === '' && '上级资金须填文号',
    confirmation.inTheWay,
    attaching.underWay,
  );
  const inTheWay = wrong ?? attaching.inTheWay;
  const stated = () => {
    if (wrong !== null || amount.kind !== 'amount' || entered.programmeId === null) return null;
    const { fundingLevel, fundingLevelBasis, budgetType, issuedAs, batch, effectiveOn, documentDate } = entered;
    const elements = bodyOfElements(entered.elements);
    const document = entered.documentNumber.trim();
    const body = {
      ...(isNew
        ? { programmeCode: entered.code.trim(), programmeName: entered.name.trim() }
        : { programmeId: entered.programmeId }),
      fiscalYear: entered.fiscalYear,
      ...(carriedOver && { formedIn: entered.formedIn }),
      batch,
      unitCode: entered.unitCode.trim(),
      unitName: entered.unitName.trim(),
      fundingLevel,
      fundingLevelBasis,
      budgetType,
      issuedAs,
      documentNumber: document === '' ? null : document,
      documentDate,
      ...(elements !== null && { elements }),
      amount: amount.yuan,
      effectiveOn,
      ...bodyOfFiles(entered.files),
      ...confirmation.stated,
    };
    const name = programme?.name ?? entered.name.trim();
    return {
      act: actOf('issue-appropriation', { body }),
      about: `${words.issuedAs[issuedAs]} ${formatYuanGrouped(parseYuan(amount.yuan))} 元：${name}`,
    };
  };
  const submit = () => {
    const said = stated();
    if (said === null || inTheWay !== null) return;
    setDone(null);
    paper.record(recording, said.act, said.about, entered);
  };
  return (
    <EntryForm
      label="下达指标"
      onSubmit={submit}
      recording={recording}
      again="另下达一项"
      onAgain={begin}
      onLeave={() => void navigate(linkTo('/programmes'))}
      autoFocus
    >
      <div className="form-columns">
        <fieldset className="panel">
          <legend>指标</legend>
          {paper.note}
          <Field label="项目">
            {(id) => (
              <Select<string>
                id={id}
                value={entered.programmeId}
                placeholder="名称、拼音首字母或编码"
                onChange={change('programmeId')}
                showSearch={{ optionFilterProp: 'found' }}
                popupMatchSelectWidth={560}
                options={[
                  { value: NEW, label: '新项目（填写编码与名称）', found: '新项目（填写编码与名称）' },
                  ...programmes.map(({ programmeId, code, name, initials }) => ({
                    value: programmeId,
                    label: `${name} ${code}`,
                    found: `${name} ${code} ${initials}`,
                  })),
                ]}
              />
            )}
          </Field>
          {isNew && (
            <>
              <TextField of={CODE} text={entered.code} onText={change('code')} note="21 位数字或大写字母" />
              <TextField of={NAME} text={entered.name} onText={change('name')} note="照原文填写" />
            </>
          )}
          <ChoiceField
            label="下达方式"
            value={entered.issuedAs}
            onValue={change('issuedAs')}
            choices={words.issuedAs}
          />
          <WholeField of={FISCAL_YEAR} number={entered.fiscalYear} onNumber={change('fiscalYear')} />
          {carriedOver && (
            <WholeField
              of={FORMED_IN}
              number={entered.formedIn}
              onNumber={change('formedIn')}
              note="资金最初下达的年度"
            />
          )}
          <WholeField
            of={BATCH}
            number={entered.batch}
            onNumber={change('batch')}
            note="同一项目、级次、方式第几次下达"
          />
          <MoneyField label="金额" text={entered.amountText} onText={change('amountText')} />
          <DateField label="业务日期" date={entered.effectiveOn} onDate={change('effectiveOn')} />
          <DocumentNumberField
            of={DOCUMENT}
            text={entered.documentNumber}
            onText={change('documentNumber')}
            year={entered.fiscalYear}
          />
          <OptionalDateField label="发文日期" date={entered.documentDate} onDate={change('documentDate')} />
          {attaching.field}
        </fieldset>
        <fieldset className="panel">
          <legend>来源与单位</legend>
          <Field label={UNIT_CODE.label}>
            {(id) => (
              <AutoComplete
                id={id}
                value={entered.unitCode}
                onChange={change('unitCode')}
                onSelect={(code: string) => {
                  const unit = units.data?.value.items.find((each) => each.code === code);
                  if (unit) change('unitName')(unit.name);
                }}
                options={(units.data?.value.items ?? []).map(({ code, name }) => ({
                  value: code,
                  label: `${code} ${name}`,
                }))}
              />
            )}
          </Field>
          <TextField of={UNIT_NAME} text={entered.unitName} onText={change('unitName')} />
          <ChoiceField
            label="资金级次"
            value={entered.fundingLevel}
            onValue={change('fundingLevel')}
            choices={words.fundingLevel}
          />
          <ChoiceField
            label="级次依据"
            value={entered.fundingLevelBasis}
            onValue={change('fundingLevelBasis')}
            choices={BASES}
          />
          <ChoiceField
            label="预算类型"
            value={entered.budgetType}
            onValue={change('budgetType')}
            choices={words.budgetType}
          />
          <ElementFields elements={entered.elements} onElements={change('elements')} />
        </fieldset>
      </div>
      <RecordingNote recording={recording} recorded={done && `${doneWord(onPaper)}：${done.sentence}`} />
      {confirmation.question}
      {done && (
        <p className="ways-out">
          {done.appropriationId === null ? (
            <Link to={linkTo('/papers')}>看单据</Link>
          ) : (
            <Link to={linkTo(`/programmes/${done.appropriationId}`)}>看项目</Link>
          )}
        </p>
      )}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          {paper.word ?? (onPaper ? '提交下达' : '登记下达')}
        </SubmitButton>
        {paper.adding(wrong, stated, entered.files)}
        <span className="form-note">Enter 下一项　Shift+Enter 上一项</span>
      </div>
    </EntryForm>
  );
}
