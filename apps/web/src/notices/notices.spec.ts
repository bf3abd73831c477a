import { aboutInWords, deliveriesTo, failureInWords, situationOf, type Message } from './notices';

const message = (more: Partial<Message>): Message => ({
  ...{ messageId: 'm', channel: 'webhook', recipient: 'e1', about: 'PaymentPaid', madeAt: '2026-03-01T00:00:00.000Z' },
  ...{ dueAt: '2026-03-01T00:00:00.000Z', tries: 1, word: null, lastError: null, settledAt: null, outcome: null },
  ...more,
});

it('tells the failures of an endpoint apart from those of others, and from mail', () =>
  expect(
    deliveriesTo('e1', [
      message({ outcome: 'sent', settledAt: '2026-03-01T00:00:05.000Z' }),
      message({ outcome: 'sent', settledAt: '2026-03-02T00:00:05.000Z', lastError: 'HTTP 500' }),
      message({ lastError: 'HTTP 302' }),
      message({ outcome: 'given-up', settledAt: '2026-03-03T00:00:00.000Z', lastError: 'ECONNREFUSED' }),
      message({ recipient: 'e2', lastError: 'ENOTFOUND' }),
      message({ channel: 'mail', recipient: 'e1', outcome: 'given-up', lastError: 'EMESSAGE 550' }),
    ]),
  ).toEqual({ waiting: 1, givenUp: 1, lastSentAt: '2026-03-02T00:00:05.000Z', lastError: 'HTTP 302' }));

it('calls an event by its word, a mail by its own, and what it does not know as it is', () => {
  expect(aboutInWords({ about: 'PaymentPaid', word: '支付' })).toBe('支付');
  expect(aboutInWords({ about: 'waiting', word: null })).toBe('待办笔数');
  expect(aboutInWords({ about: 'PaymentPaid', word: null })).toBe('PaymentPaid');
});

it('says what waits, and why something did not arrive', () => {
  expect(situationOf(message({}))).toBe('waiting');
  expect(failureInWords('HTTP 302')).toBe('对方回答 302（不跟随转址）');
  expect(failureInWords('PRIVATE_ADDRESS')).toContain('未连接');
  expect(failureInWords('EMESSAGE 550')).toBe('EMESSAGE 550');
});
