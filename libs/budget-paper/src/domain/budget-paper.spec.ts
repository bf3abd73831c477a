import { parseBusinessDate, type By, type Post } from '@bofu/kernel';
import { specOf, SOMEBODY } from '@bofu/testing';
import type { BudgetAct } from '@bofu/budget';
import { paperDecider, type PaperCommand, type PaperEvent } from './budget-paper';

const { given } = specOf(paperDecider('paper-1'));
const acting = (personId: string, post: Post, delegationId: string | null = null): By => ({
  ...SOMEBODY,
  ...{ personId, post, delegationId, mode: 'office' },
});
const [clerk, reviewer, approver] = [
  acting('jing', 'clerk'),
  acting('fu', 'reviewer'),
  acting('shen', 'approver'),
] as const;

const act: BudgetAct = {
  ...{ type: 'end-programme', on: { programmeId: 'programme-1' }, reason: '到期' },
  endsOn: parseBusinessDate('2021-12-31'),
};
const content = {
  title: '终止项目',
  documentNumber: null,
  acts: [act],
  replaces: null,
  fileDigest: null,
  fileName: null,
};
const submission: PaperCommand = { type: 'submit-paper', ...content, contentDigest: 'c1' };
const shown = { digest: 'd1', shownAt: '7', delegators: {}, madeBefore: [] };
const review: PaperCommand = { type: 'review-paper', ...shown };
const approval: PaperCommand = { type: 'approve-paper', ...shown };

const own = { paperId: 'paper-1' };
const entered: PaperEvent = { type: 'PaperEntryMade', data: { ...own, entry: 1, act } };
const { acts: _, ...said } = content;
const submittedEvent: PaperEvent = {
  type: 'PaperSubmitted',
  data: { ...own, ...said, entries: 1, contentDigest: 'c1' },
};
const signed = (type: 'PaperReviewed' | 'PaperApproved'): PaperEvent => ({
  type,
  data: { ...own, digest: 'd1', shownAt: '7' },
});
const submitted = [entered, submittedEvent].map((event) => ({ ...event, by: clerk }));
const reviewed = [...submitted, { ...signed('PaperReviewed'), by: reviewer }];

describe('a paper', () => {
  it('is submitted whole, and goes through three hands', () => {
    given([]).when(submission, clerk).then([entered, submittedEvent]);
    given(submitted)
      .when(review, reviewer)
      .then([signed('PaperReviewed')]);
    given(reviewed)
      .when(approval, approver)
      .then([signed('PaperApproved')]);
  });

  it('is signed in its order, and no more once it is over', () => {
    given(submitted).when(approval, approver).thenRefuses('budget-paper-out-of-turn');
    given(reviewed).when(review, approver).thenRefuses('budget-paper-out-of-turn');
    const approved = [...reviewed, { ...signed('PaperApproved'), by: approver }];
    given(approved).when(approval, approver).thenRefuses('budget-paper-out-of-turn');
    given(approved).when({ type: 'return-paper', reason: '有误' }, reviewer).thenRefuses('budget-paper-out-of-turn');
    given([]).when(review, reviewer).thenRefuses('budget-paper-not-found');
  });

  it.each([
    ['who made it', acting('jing', 'reviewer'), {}],
    ['whoever stands in for her', acting('dai', 'reviewer', 'grant-1'), { 'grant-1': 'jing' }],
    ['who made what it replaces', acting('qian', 'reviewer'), {}],
  ])('is not reviewed by %s', (_who, by, delegators) => {
    given(submitted)
      .when({ ...review, delegators, madeBefore: ['qian'] }, by)
      .thenRefuses('budget-paper-signed-already');
  });

  it('is not approved by who has reviewed it, from whatever post and in whosever stead', () => {
    given(reviewed).when(approval, acting('fu', 'approver')).thenRefuses('budget-paper-signed-already');
    given(reviewed)
      .when({ ...approval, delegators: { 'grant-2': 'fu' } }, acting('dai', 'approver', 'grant-2'))
      .thenRefuses('budget-paper-signed-already');
  });

  it('is taken back by who submitted it alone, and returned with a reason', () => {
    given(submitted)
      .when({ type: 'take-back-paper', reason: '填错' }, clerk)
      .then([{ type: 'PaperTakenBack', data: { ...own, reason: '填错' } }]);
    given(reviewed).when({ type: 'take-back-paper', reason: '填错' }, reviewer).thenRefuses('budget-paper-of-another');
    given(reviewed)
      .when({ type: 'return-paper', reason: '有误' }, approver)
      .then([{ type: 'PaperReturned', data: { ...own, reason: '有误' } }]);
  });

  it('is approved by one person where there is nobody else, which its events say', () => {
    const alone = { ...clerk, mode: 'single-person' } as const;
    given([entered, submittedEvent].map((event) => ({ ...event, by: alone })))
      .when(approval, alone)
      .then([signed('PaperApproved')]);
  });
});
