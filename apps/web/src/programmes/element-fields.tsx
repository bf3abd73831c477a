import { Select } from 'antd';
import { bodyField } from '../forms/body-field';
import { Field, TextField } from '../forms/fields';
import { words } from '../words';
import { ELEMENT_LABEL, type Elements } from './elements';

/** Those that are typed; the others are chosen. */
type Typed =
  | 'functionalClass'
  | 'governmentEconomicClass'
  | 'departmentEconomicClass'
  | 'threeGuarantees'
  | 'superiorDocumentNumber';

const elementField = (name: Typed) => bodyField('/v1/appropriations', `elements.${name}`, ELEMENT_LABEL[name]);

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
        of={elementField('functionalClass')}
        text={elements.functionalClass}
        onText={change('functionalClass')}
      />
      <TextField
        of={elementField('governmentEconomicClass')}
        text={elements.governmentEconomicClass}
        onText={change('governmentEconomicClass')}
      />
      <TextField
        of={elementField('departmentEconomicClass')}
        text={elements.departmentEconomicClass}
        onText={change('departmentEconomicClass')}
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
        of={elementField('threeGuarantees')}
        text={elements.threeGuarantees}
        onText={change('threeGuarantees')}
      />
      <StatedField
        label={ELEMENT_LABEL.governmentProcurement}
        value={elements.governmentProcurement}
        onValue={change('governmentProcurement')}
        choices={YES_NO}
      />
      <TextField
        of={elementField('superiorDocumentNumber')}
        text={elements.superiorDocumentNumber}
        onText={change('superiorDocumentNumber')}
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
