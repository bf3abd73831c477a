import { Select } from 'antd';
import { Field, TextField } from '../forms/fields';
import { words } from '../words';

/** 要素 of 预算管理一体化, as far as the document states them: '' where it says nothing. */
export interface Elements {
  readonly functionalClass: string;
  readonly governmentEconomicClass: string;
  readonly departmentEconomicClass: string;
  readonly budgetSource: '' | keyof typeof words.budgetSource;
  readonly paymentMethod: '' | keyof typeof words.paymentMethod;
  readonly directFunds: '' | 'yes' | 'no';
  readonly threeGuarantees: string;
  readonly governmentProcurement: '' | 'yes' | 'no';
  readonly superiorDocumentNumber: string;
}

export const NO_ELEMENTS: Elements = {
  functionalClass: '',
  governmentEconomicClass: '',
  departmentEconomicClass: '',
  budgetSource: '',
  paymentMethod: '',
  directFunds: '',
  threeGuarantees: '',
  governmentProcurement: '',
  superiorDocumentNumber: '',
};

export const ELEMENT_LABEL: Readonly<Record<keyof Elements, string>> = {
  functionalClass: '支出功能分类',
  governmentEconomicClass: '政府经济分类',
  departmentEconomicClass: '部门经济分类',
  budgetSource: '预算来源',
  paymentMethod: '支付方式',
  directFunds: '直达资金',
  threeGuarantees: '三保标识',
  governmentProcurement: '政府采购',
  superiorDocumentNumber: '上级指标文号',
};

const YES_NO = { yes: '是', no: '否' } as const;

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const yesOrNo = (answer: '' | 'yes' | 'no'): boolean | null => (answer === '' ? null : answer === 'yes');

/** As they are sent; `null` where none is stated. */
export function bodyOfElements(elements: Elements) {
  if (Object.values(elements).every((each) => each === '')) return null;
  const { budgetSource, paymentMethod, directFunds, governmentProcurement, ...texts } = elements;
  return {
    functionalClass: textOrNull(texts.functionalClass),
    governmentEconomicClass: textOrNull(texts.governmentEconomicClass),
    departmentEconomicClass: textOrNull(texts.departmentEconomicClass),
    threeGuarantees: textOrNull(texts.threeGuarantees),
    superiorDocumentNumber: textOrNull(texts.superiorDocumentNumber),
    budgetSource: budgetSource === '' ? null : budgetSource,
    paymentMethod: paymentMethod === '' ? null : paymentMethod,
    directFunds: yesOrNo(directFunds),
    governmentProcurement: yesOrNo(governmentProcurement),
  };
}

const yesNo = (answer: boolean | null = null): '' | 'yes' | 'no' => (answer === null ? '' : answer ? 'yes' : 'no');

/** As they are typed, from what was sent. */
export const elementsOf = ({
  budgetSource,
  paymentMethod,
  directFunds,
  governmentProcurement,
  ...texts
}: Partial<NonNullable<ReturnType<typeof bodyOfElements>>>): Elements => ({
  functionalClass: texts.functionalClass ?? '',
  governmentEconomicClass: texts.governmentEconomicClass ?? '',
  departmentEconomicClass: texts.departmentEconomicClass ?? '',
  threeGuarantees: texts.threeGuarantees ?? '',
  superiorDocumentNumber: texts.superiorDocumentNumber ?? '',
  budgetSource: budgetSource ?? '',
  paymentMethod: paymentMethod ?? '',
  directFunds: yesNo(directFunds),
  governmentProcurement: yesNo(governmentProcurement),
});

export function ElementFields({
  elements,
  onElements,
}: {
  elements: Elements;
  onElements: (elements: Elements) => void;
}) {
  const change =
    <Name extends keyof Elements>(name: Name) =>
    (value: Elements[Name]) =>
      onElements({ ...elements, [name]: value });
  return (
    <details>
      <summary>预算管理一体化要素（文件没有载明的不填）</summary>
      <TextField
        label={ELEMENT_LABEL.functionalClass}
        text={elements.functionalClass}
        onText={change('functionalClass')}
        limit={30}
      />
      <TextField
        label={ELEMENT_LABEL.governmentEconomicClass}
        text={elements.governmentEconomicClass}
        onText={change('governmentEconomicClass')}
        limit={30}
      />
      <TextField
        label={ELEMENT_LABEL.departmentEconomicClass}
        text={elements.departmentEconomicClass}
        onText={change('departmentEconomicClass')}
        limit={30}
      />
      <StatedField
        label={ELEMENT_LABEL.budgetSource}
        value={elements.budgetSource}
        onValue={change('budgetSource')}
        choices={words.budgetSource}
      />
      <StatedField
        label={ELEMENT_LABEL.paymentMethod}
        value={elements.paymentMethod}
        onValue={change('paymentMethod')}
        choices={words.paymentMethod}
      />
      <StatedField
        label={ELEMENT_LABEL.directFunds}
        value={elements.directFunds}
        onValue={change('directFunds')}
        choices={YES_NO}
      />
      <TextField
        label={ELEMENT_LABEL.threeGuarantees}
        text={elements.threeGuarantees}
        onText={change('threeGuarantees')}
        limit={50}
      />
      <StatedField
        label={ELEMENT_LABEL.governmentProcurement}
        value={elements.governmentProcurement}
        onValue={change('governmentProcurement')}
        choices={YES_NO}
      />
      <TextField
        label={ELEMENT_LABEL.superiorDocumentNumber}
        text={elements.superiorDocumentNumber}
        onText={change('superiorDocumentNumber')}
        limit={100}
      />
    </details>
  );
}

/** One of a few, or not stated. */
function StatedField<Value extends string>({
  label,
  value,
  onValue,
  choices,
}: {
  label: string;
  value: '' | Value;
  onValue: (value: '' | Value) => void;
  choices: Readonly<Record<Value, string>>;
}) {
  return (
    <Field label={label}>
      {(id) => (
        <Select<'' | Value>
          id={id}
          value={value}
          onChange={onValue}
          options={[
            { value: '', label: '未载明' },
            ...(Object.keys(choices) as Value[]).map((each) => ({ value: each, label: choices[each] })),
          ]}
        />
      )}
    </Field>
  );
}
