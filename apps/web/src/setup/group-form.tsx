import { actOf } from '../api/record-act';
import { useBooks } from '../books/books';
import { ActFormFields, useActForm } from '../forms/act-form';
import { bodyField, wrongIn } from '../forms/body-field';
import { DateField } from '../forms/day-fields';
import { TextField } from '../forms/fields';
import type { Programme } from '../payments/programmes';

const GROUP_NAME = bodyField('/v1/programmes/{programmeId}/groups', 'name', '人群名称');

/** 设定人群 */
export default function GroupForm({ programme: { programmeId, revision } }: { programme: Programme }) {
  const { fiscalYear } = useBooks();
  const form = useActForm<{ readonly name: string; readonly effectiveOn: string }>(
    `programme/${programmeId}/group`,
    () => ({ name: '', effectiveOn: `${fiscalYear}-01-01` }),
    () => ({ name: '' }),
    { 'define-programme-group': ({ name, effectiveOn }) => ({ name, effectiveOn }) },
  );
  const { entered, change } = form;
  return (
    <ActFormFields
      title="设定人群"
      of={form}
      wrong={wrongIn(GROUP_NAME, entered.name)}
      act={(stated) =>
        actOf('define-programme-group', {
          path: { programmeId },
          revision,
          body: { name: entered.name.trim(), effectiveOn: entered.effectiveOn, ...stated },
        })
      }
      about={`人群 ${entered.name.trim()}`}
    >
      <TextField of={GROUP_NAME} text={entered.name} onText={change('name')} note="例如 70岁以上" />
      <DateField label="自何日起" date={entered.effectiveOn} onDate={change('effectiveOn')} />
    </ActFormFields>
  );
}
