import { streamId, type Aggregate } from '@bofu/event-store';
import {
  payoutSchemeDecider,
  type PayoutScheme,
  type PayoutSchemeCommand,
  type PayoutSchemeEvent,
} from '../domain/payout-scheme';
import { payoutSchemeCodec } from './payout-scheme-codec';

export const payoutSchemeAggregate = (
  schemeId: string,
): Aggregate<PayoutScheme, PayoutSchemeCommand, PayoutSchemeEvent> => ({
  stream: streamId('payoutScheme', schemeId),
  decider: payoutSchemeDecider(schemeId),
  codec: payoutSchemeCodec,
});
