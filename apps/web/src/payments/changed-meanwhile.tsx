import { instantText } from '../pages/page-status';
import { words } from '../words';
import type { Payment } from './payments-query';

/**
 * Where somebody else was quicker: who did what and when, how it stood and how it stands now. The form goes on with the
 * payment as it is now, so that what was typed is not typed again.
 */
export function ChangedMeanwhile({
  opened,
  payment,
  isPossible,
}: {
  /** As it stood when the form was opened. */
  opened: Payment;
  payment: Payment;
  /** What the form is for can still be done. */
  isPossible: boolean;
}) {
  if (payment.revision === opened.revision) return null;
  const situation = ({ situation: is }: Payment) => words.paymentSituation[is];
  return (
    <div className="changed-meanwhile" role="status">
      <ul>
        {payment.steps.slice(opened.steps.length).map(({ type, label, by, recordedAt }) => (
          <li key={`${type}/${recordedAt}`}>
            {by.name ?? words.nothing}（{words.post[by.post]}）{instantText(recordedAt)} {label}
          </li>
        ))}
      </ul>
      <p>
        您打开时：{situation(opened)}；现在：<b>{situation(payment)}</b>。您填写的内容还在；
        {isPossible ? '核对后仍要办理的，再提交，不办理的按 Esc。' : '现在已不能这样办理，看过后按 Esc 收起。'}
      </p>
    </div>
  );
}
