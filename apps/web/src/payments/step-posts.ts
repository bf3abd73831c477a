import type { Post } from '@bofu/kernel';

/** From which posts each step of a payment is recorded in an office: nobody is offered what she would be refused. */
export const STEP_POSTS = {
  review: ['reviewer'],
  approve: ['approver'],
  'second-approve': ['supervisor'],
  'hand-over': ['cashier'],
  pay: ['cashier'],
  'send-back': ['reviewer', 'approver', 'supervisor'],
  withdraw: ['clerk'],
  void: ['reviewer', 'approver'],
  'agree-to-withdrawal': ['reviewer', 'approver'],
  'decline-withdrawal': ['reviewer', 'approver'],
  'confirm-correction': ['reviewer', 'approver'],
  'decline-correction': ['reviewer', 'approver'],
  refuse: ['cashier'],
  return: ['cashier'],
  reclassify: ['clerk'],
  reverse: ['clerk'],
} as const satisfies Readonly<Record<string, readonly Post[]>>;
