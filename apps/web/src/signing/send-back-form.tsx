import { useState } from 'react';
import { Button } from 'antd';
import { useRecording } from '../api/recording';
import { useDayToRecord } from '../books/books';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { commandFor, inTheWayOf, nothingEntered, REASON_OF, stepFormOf, type Entered } from '../payments/payment-steps';
import type { Payment } from '../payments/payments-query';

const REASONS = ['金额有误', '人数有误', '收款户有误', '所属期有误', '列支项目有误', '附件不全'] as const;

/** 退回修改 from the desk: the reason, and what it is about. */
export function SendBackForm({
  payment,
  onSent,
  onLeave,
}: {
  payment: Payment;
  onSent: (reason: string) => void;
  onLeave: () => void;
}) {
  const today = useDayToRecord();
  const recording = useRecording<unknown, Entered>(stepFormOf(payment.paymentId, 'send-back'), () =>
    onSent(entered.reason.trim()),
  );
  const [entered, setEntered] = useState<Entered>(() => ({
    ...nothingEntered('send-back', payment, today),
    ...recording.entered,
  }));
  const confirmation = useConfirmation(recording);
  const inTheWay = inTheWayOf('send-back', payment, entered) ?? confirmation.inTheWay;
  const say = (reason: string) => setEntered((before) => ({ ...before, reason }));
  const submit = () => {
    if (inTheWay !== null) return;
    const about = `退回修改：${payment.purpose}，${entered.reason.trim()}`;
    recording.record(commandFor('send-back', payment, entered, confirmation.stated), about, entered);
  };
  return (
    <div
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing && !recording.frozen) onLeave();
      }}
    >
      <EntryForm label="退回修改" onSubmit={submit} recording={recording} onAgain={onLeave} onLeave={onLeave} autoFocus>
        <fieldset className="panel">
          <legend>退回修改</legend>
          <TextField of={REASON_OF['send-back']} text={entered.reason} onText={say} note="经办会看到，照此修改" />
          <p className="send-back-reasons">
            {REASONS.map((reason) => (
              <Button
                key={reason}
                size="small"
                onClick={() => say(entered.reason.trim() === '' ? reason : `${entered.reason.trim()}；${reason}`)}
              >
                {reason}
              </Button>
            ))}
          </p>
        </fieldset>
        <RecordingNote recording={recording} />
        {confirmation.question}
        <div className="form-actions">
          <SubmitButton inTheWay={inTheWay} recording={recording}>
            退回修改
          </SubmitButton>
          <Button onClick={onLeave} disabled={recording.frozen}>
            不退回 <kbd>Esc</kbd>
          </Button>
        </div>
      </EntryForm>
    </div>
  );
}
