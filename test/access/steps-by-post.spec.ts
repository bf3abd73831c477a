import { STEP_POSTS } from '../../apps/web/src/payments/step-posts';
import { MATRIX_OF_RIGHTS } from '../../apps/api/src/rights-matrix';

const RECORDED_BY: Readonly<Record<keyof typeof STEP_POSTS, string>> = {
  review: 'review',
  approve: 'approval',
  'second-approve': 'second-approval',
  'hand-over': 'hand-over',
  pay: 'payment',
  'send-back': 'send-back',
  withdraw: 'withdrawal',
  void: 'voiding',
  'agree-to-withdrawal': 'withdrawal/agreement',
  'decline-withdrawal': 'withdrawal/declining',
  'confirm-correction': 'correction/confirmation',
  'decline-correction': 'correction/declining',
  refuse: 'refusals',
  return: 'returns',
  reclassify: 'reclassifications',
  reverse: 'reversal',
};

/** The page of a payment offers a step to exactly the posts whose request the server takes. */
it.each(Object.entries(STEP_POSTS))('%s is offered to whom it is open to', (step, posts) => {
  const route = `POST /v1/payments/:paymentId/${RECORDED_BY[step as keyof typeof STEP_POSTS]}`;
  expect(Object.keys(MATRIX_OF_RIGHTS.get(route) ?? {}).sort()).toEqual([...posts].sort());
});
