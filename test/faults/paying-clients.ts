import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a client was promised: a payment under a purpose that no other command has. */
export interface Acknowledged {
  readonly purpose: string;
  readonly paymentId: string;
}

export interface PayingClients {
  readonly acknowledged: readonly Acknowledged[];
  /** Refused with a code that says no, which never should happen here. */
  readonly refused: readonly string[];
  /** How often the same key was sent again, by what had been answered: a code, or nothing. */
  readonly repeats: Readonly<Record<string, number>>;
  /** From the later of press and `since` to the answer that settled it, the longest of all. */
  readonly slowestMs: (since: number) => number;
  /** No new commands; what is under way is asked on until it is settled. */
  stop(): Promise<void>;
}

export const CLERK = { 'bofu-actor': '0001' } as const;

/** What leaves an outcome open, or asks to come again: the same key is sent until there is another answer. */
const isOpen = (status: number, code: unknown): boolean =>
  status >= 500 || code === 'request-in-progress' || code === 'concurrent-change';

/**
 * Six clerks' programs that submit payments, every other one paid at once, each command under a key of its own.
 * @param batch begins the purpose of each payment
 */
export function startPaying(
  address: () => string,
  { batch, appropriationId, submittedOn }: { batch: string; appropriationId: string; submittedOn: string },
): PayingClients {
  const acknowledged: Acknowledged[] = [];
  const refused: string[] = [];
  const settled: { pressed: number; answered: number }[] = [];
  const repeats: Record<string, number> = {};
  let paying = true;

  const settle = async (path: string, body: object, ifMatch?: string) => {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...CLERK,
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    };
    const pressed = Date.now();
    for (;;) {
      let answered = 'nothing';
      try {
        const response = await fetch(address() + path, { method: 'POST', headers, body: JSON.stringify(body) });
        const answer = (await response.json()) as Record<string, unknown>;
        if (!isOpen(response.status, answer['code'])) {
          settled.push({ pressed, answered: Date.now() });
          if (response.status < 300) return { answer, etag: response.headers.get('etag') ?? '' };
          refused.push(`${response.status} ${String(answer['code'])}`);
          return null;
        }
        answered = String(answer['code']);
      } catch {
        // The connection broke, or nobody listens.
      }
      repeats[answered] = (repeats[answered] ?? 0) + 1;
      await sleep(50);
    }
  };

  const clients = Array.from({ length: 6 }, async (_, client) => {
    for (let turn = 1; paying; turn += 1) {
      const purpose = `${batch} 客户端 ${client} 第 ${turn} 笔`;
      const payee = { kind: 'organisation', name: `${batch} 某单位 ${client}-${turn}` };
      const submitted = await settle('/v1/disbursements', {
        ...{ appropriationId, amount: '1.00', payee, purpose, submittedOn },
      });
      if (submitted === null) continue;
      const paymentId = String(submitted.answer['paymentId']);
      acknowledged.push({ purpose, paymentId });
      if (turn % 2 === 0)
        await settle(`/v1/payments/${paymentId}/payment`, { paidOn: submittedOn, voucherNumber: null }, submitted.etag);
    }
  });

  return {
    acknowledged,
    refused,
    repeats,
    slowestMs: (since) =>
      Math.max(
        0,
        ...settled
          .filter(({ answered }) => answered >= since)
          .map(({ pressed, answered }) => answered - Math.max(pressed, since)),
      ),
    stop: async () => {
      paying = false;
      await Promise.all(clients);
    },
  };
}
