import { actOf } from '../api/record-act';
import { useDayToRecord } from '../books/books';
import { ActFormFields, firstWrong, useActForm } from '../forms/act-form';
import { bodyField, wrongIn } from '../forms/body-field';
import { DateField } from '../forms/day-fields';
import { TextField } from '../forms/fields';
import type { Programme } from '../payments/programmes';

const CODE = bodyField('/v1/programmes/{programmeId}/names', 'code', '项目编码');
const NAME = bodyField('/v1/programmes/{programmeId}/names', 'name', '项目名称');
const RENAME_REASON = bodyField('/v1/programmes/{programmeId}/names', 'reason', '事由');
const END_REASON = bodyField('/v1/programmes/{programmeId}/end', 'reason', '事由');
const CONTINUATION_REASON = bodyField('/v1/programmes/{programmeId}/continuation', 'reason', '事由');

/** A programme's name from a day on, and its end, or that it goes on after all. */
export default function NameForms({ programme }: { programme: Programme }) {
  return (
    <div className="form-columns">
      <RenameForm programme={programme} />
      {programme.endsOn === null ? <EndForm programme={programme} /> : <ContinueForm programme={programme} />}
    </div>
  );
}

interface Dated {
  readonly effectiveOn: string;
  readonly reason: string;
}

function RenameForm({ programme: { programmeId, code, name, revision } }: { programme: Programme }) {
  const today = useDayToRecord();
  const form = useActForm<Dated & { readonly code: string; readonly name: string }>(
    `programme/${programmeId}/name`,
    () => ({ code, name, effectiveOn: today, reason: '' }),
    () => ({ reason: '' }),
    { 'rename-programme': ({ confirmation: _, ...content }) => content },
  );
  const { entered, change } = form;
  const isSame = entered.code.trim() === code && entered.name.trim() === name;
  return (
    <ActFormFields
      title="变更编码或名称"
      of={form}
      wrong={firstWrong(
        wrongIn(CODE, entered.code),
        wrongIn(NAME, entered.name),
        isSame && '与现在的相同',
        wrongIn(RENAME_REASON, entered.reason),
      )}
      act={(stated) =>
        actOf('rename-programme', {
          path: { programmeId },
          revision,
          body: {
            code: entered.code.trim(),
            name: entered.name.trim(),
            effectiveOn: entered.effectiveOn,
            reason: entered.reason.trim(),
            ...stated,
          },
        })
      }
      about={`变更为 ${entered.code.trim()} ${entered.name.trim()}`}
    >
      <TextField of={CODE} text={entered.code} onText={change('code')} />
      <TextField of={NAME} text={entered.name} onText={change('name')} />
      <DateField label="自何日起" date={entered.effectiveOn} onDate={change('effectiveOn')} />
      <TextField of={RENAME_REASON} text={entered.reason} onText={change('reason')} />
    </ActFormFields>
  );
}

function EndForm({ programme: { programmeId, name, revision } }: { programme: Programme }) {
  const today = useDayToRecord();
  const form = useActForm<{ readonly endsOn: string; readonly reason: string }>(
    `programme/${programmeId}/end`,
    () => ({ endsOn: today, reason: '' }),
    undefined,
    { 'end-programme': ({ endsOn, reason }) => ({ endsOn, reason }) },
  );
  const { entered, change } = form;
  return (
    <ActFormFields
      title="终止项目"
      of={form}
      wrong={wrongIn(END_REASON, entered.reason)}
      act={(stated) =>
        actOf('end-programme', {
          path: { programmeId },
          revision,
          body: { endsOn: entered.endsOn, reason: entered.reason.trim(), ...stated },
        })
      }
      about={`终止 ${name}，自 ${entered.endsOn} 起`}
      beside={<span className="form-note">自该日起不再应发；此前所欠仍欠，指标的余额照旧</span>}
    >
      <DateField label="自何日起" date={entered.endsOn} onDate={change('endsOn')} />
      <TextField of={END_REASON} text={entered.reason} onText={change('reason')} />
    </ActFormFields>
  );
}

function ContinueForm({ programme: { programmeId, name, revision } }: { programme: Programme }) {
  const today = useDayToRecord();
  const form = useActForm<Dated>(
    `programme/${programmeId}/continuation`,
    () => ({ effectiveOn: today, reason: '' }),
    undefined,
    { 'continue-programme': ({ effectiveOn, reason }) => ({ effectiveOn, reason }) },
  );
  const { entered, change } = form;
  return (
    <ActFormFields
      title="恢复项目"
      of={form}
      wrong={wrongIn(CONTINUATION_REASON, entered.reason)}
      act={(stated) =>
        actOf('continue-programme', {
          path: { programmeId },
          revision,
          body: { effectiveOn: entered.effectiveOn, reason: entered.reason.trim(), ...stated },
        })
      }
      about={`恢复 ${name}`}
    >
      <DateField label="自何日起" date={entered.effectiveOn} onDate={change('effectiveOn')} />
      <TextField of={CONTINUATION_REASON} text={entered.reason} onText={change('reason')} />
    </ActFormFields>
  );
}
