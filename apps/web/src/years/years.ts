import { useQuery } from '@tanstack/react-query';
import type { Post } from '@bofu/kernel';
import { holds, useActor } from '../api/acting-person';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { useBooks } from '../books/books';
import type { Mark } from '../marks/status-tag';
import { useSignedIn } from '../session/session';

export type Year = paths['/v1/years/{year}/closing']['get']['responses']['200']['content']['application/json'];
export type Step = Year['steps'][number];
export type Balance = Year['balances'][number];
export type LeftOver = Year['inTransit'][number];
export type NotedStep = Year['notes'][number]['step'];
export type Disposal = Balance['disposed'][number]['disposal'];
export type SigningPost = Year['report']['signatures'][number]['post'];

/** A year is read as it stands: the server waits for what was just recorded. */
export function useYear(year: number) {
  const { agencyId } = useBooks();
  const query = agencyId === null ? {} : { agency: agencyId };
  return useQuery({
    queryKey: ['years', agencyId, year],
    queryFn: () => read(api.GET('/v1/years/{year}/closing', { params: { path: { year: String(year) }, query } })),
  });
}

export const STEP: Readonly<Record<Step['step'], string>> = {
  forecast: '年末预测',
  'cut-off': '关账日',
  'in-transit': '清理在途',
  returns: '清理退票',
  receipts: '核对回单',
  reconciliation: '三方对账',
  'sum-check': '合计核对',
  'carry-over': '结转、结余、收回',
  'self-evaluation': '绩效自评',
  'sign-and-lock': '签署与锁账',
  'next-year': '新年度',
  archive: '决算与归档',
};

export const STATE: Readonly<Record<Step['state'], readonly [word: string, mark: Mark]>> = {
  done: ['已完成', 'green'],
  open: ['待办', 'yellow'],
  blocking: ['阻止锁账', 'red'],
  'not-applicable': ['不适用', 'none'],
  'not-yet': ['未到', 'none'],
};

export const NOTED: Readonly<Record<NotedStep, string>> = {
  forecast: '年末预测与追加、调剂申请',
  'special-accounts': '财政专户、支出户对账',
  'self-evaluation': '绩效自评定稿',
  'carry-over-confirmed': '财政确认结转',
  'final-accounts': '决算批复',
  archive: '归档',
};

export const DISPOSAL: Readonly<Record<Disposal, string>> = {
  'carried-over': '结转下年',
  surplus: '结余',
  'clawed-back': '财政收回',
};

export const SIGNING_POSTS = ['clerk', 'cashier', 'approver'] as const satisfies SigningPost[];
export const SIGNING_POST: Readonly<Record<SigningPost, string>> = {
  clerk: '经办',
  cashier: '财务',
  approver: '负责人',
};

/** What whoever acts may do here. */
export interface MayDo {
  readonly dispose: boolean;
  readonly close: boolean;
  readonly void: boolean;
  readonly sign: SigningPost | null;
}

/** In single-person mode whoever acts, by the post she acts from; else by the post she holds. */
export function useMayDo(): MayDo {
  const { writable } = useBooks();
  const actor = useActor();
  const signedIn = useSignedIn();
  const has = (...posts: readonly Post[]) =>
    writable && actor !== null && (signedIn === null || holds(actor, ...posts));
  return {
    dispose: has('clerk', 'reviewer'),
    close: has('reviewer', 'supervisor'),
    void: has('reviewer', 'approver'),
    sign: writable ? (SIGNING_POSTS.find((post) => holds(actor, post)) ?? null) : null,
  };
}
