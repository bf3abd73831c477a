import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';
import type { Mark } from '../marks/status-tag';

export type Story = paths['/v1/payments/{paymentId}/story']['get']['responses']['200']['content']['application/json'];
export type Act = Story['acts'][number];
export type Twin = Story['twins'][number];
export type TrackedReturn = Story['returns'][number];

/** What happened to a payment, what came of what came back, and the payments beside it. */
export function useStory(paymentId: string) {
  const { agencyId, knownAt } = useBooks();
  return useQuery({
    queryKey: ['payment', agencyId, paymentId, knownAt, 'story'],
    queryFn: () => {
      const query = { ...(knownAt !== null && { knownAt }), ...ofAgency({ agencyId }) };
      return read(api.GET('/v1/payments/{paymentId}/story', { params: { path: { paymentId }, query } }));
    },
  });
}

export const TWIN: Readonly<Record<Twin['as'], string>> = {
  replaces: '所代替的原单',
  'replaced-by': '重新提交的',
  'reissue-of': '所重发的原单',
  'reissued-by': '退票重发',
  'same-run': '同方案同月',
};

export const RETURN_END: Readonly<Record<TrackedReturn['end'], readonly [string, Mark]>> = {
  reissued: ['已重发', 'green'],
  reissuing: ['重发在途', 'info'],
  recovered: ['已收回', 'green'],
  waived: ['不再重发', 'none'],
  open: ['未重发', 'red'],
};

/** What takes money off again: its amounts stand red, with a minus. */
const TAKEN_BACK: ReadonlySet<string> = new Set([
  'PaymentReversed',
  'PaymentReturnedByBank',
  'PaymentReturnedByPayee',
  'PaymentSentBack',
  'PaymentWithdrawn',
  'PaymentVoided',
  'PaymentRefused',
]);

/** An act's amount of a charge with its sign: what leaves is negative. */
export const signedAmount = ({ type }: Pick<Act, 'type'>, amount: string): string =>
  TAKEN_BACK.has(type) && amount !== '0.00' && !amount.startsWith('-') ? `-${amount}` : amount;
