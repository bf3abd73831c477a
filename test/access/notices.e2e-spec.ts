import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { beijingInstant } from '@bofu/http';
import { startMailServer } from '../../libs/notice/testing/mail-server';
import type { Answer } from '../e2e/office-over-http';
import { browserAt, officeOfPeople, PASSWORD, type Browser, type OfficeOfPeople } from './people-office';
import { issuedByPaper } from './signed-paper';

const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const YEAR = Number(TODAY.slice(0, 4));

let office: OfficeOfPeople;
let mail: Awaited<ReturnType<typeof startMailServer>>;
/** Five past the next hour when it begins: what goes out at the end of an hour goes out where a test lets it end. */
let ahead = 3_600_000 - (Date.now() % 3_600_000) + 5 * 60_000;
let appropriationId: string;

/** A program that is told; answers as it is told to. */
const told: { headers: IncomingHttpHeaders; body: string }[] = [];
let answer = 204;
let hooks: Server;
let hookUrl: string;

const after = (minutes: number) => void (ahead += minutes * 60_000);
const ok = async (asked: Promise<Answer>) => {
  const { status, body } = await asked;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
const once = () => office.over.office.notices.once();
const linkIn = (text: string) => /#([\w-]{43})/.exec(text)?.[1] ?? '';
/** Fills in her address and follows the link. */
async function reachable(browser: Browser, address: string): Promise<void> {
  await ok(browser.post('/v1/session/step-up', { password: PASSWORD }));
  await ok(browser.post('/v1/session/mail-address', { address }));
  await once();
  const link = linkIn(mail.received.at(-1)?.text ?? '');
  await ok(browserAt(office.over.address).post('/v1/mail-confirmations', { link }));
}
async function submit(amount: string): Promise<string> {
  const payee = { kind: 'organisation', name: '养老院' };
  const payment = { appropriationId, amount, payee, purpose: '床位补贴', period: null, submittedOn: TODAY };
  return String((await ok(office.as.clerk.post('/v1/disbursements', payment)))['paymentId']);
}
async function sendBack(paymentId: string): Promise<void> {
  const head = String(await office.over.office.store.head());
  const { revision } = await ok(office.as.reviewer.get(`/v1/payments/${paymentId}?minPosition=${head}`));
  const body = { sentBackOn: TODAY, reason: '附件不全' };
  const headers = { 'if-match': `"${String(revision)}"` };
  await ok(office.as.reviewer.post(`/v1/payments/${paymentId}/send-back`, body, headers));
}

beforeAll(async () => {
  mail = await startMailServer();
  hooks = createServer((request, reply) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      told.push({ headers: request.headers, body });
      reply.writeHead(answer, answer === 302 ? { location: `${hookUrl}/elsewhere` } : {}).end();
    });
  });
  await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', () => resolve()));
  hookUrl = `http://127.0.0.1:${(hooks.address() as { port: number }).port}/bofu`;
  office = await officeOfPeople(undefined, {
    clock: { now: () => beijingInstant(new Date(Date.now() + ahead)) },
    configuration: {
      mail: { url: mail.url, from: '拨付 <bofu@example.gov.cn>' },
      webhooks: { hosts: ['127.0.0.1', 'localhost'], privateAddresses: true },
    },
  });
  const issued = {
    ...{ fiscalYear: YEAR, programmeCode: '13060721LX2026NOTICE1', programmeName: '零星补助' },
    ...{ unitCode: '110001', unitName: '本级', fundingLevel: 'district', fundingLevelBasis: 'stated' },
    ...{ budgetType: 'general-public', documentNumber: null, issuedAs: 'regular' },
    ...{ amount: '500000.00', effectiveOn: `${YEAR}-01-01` },
  };
  appropriationId = await issuedByPaper(office, issued);
  await once();
}, 120_000);
afterAll(async () => {
  await office?.over.close();
  await mail?.stop();
  await new Promise((resolve) => hooks?.close(resolve));
});

/** Signed in anew: the clock has run on. */
async function signedInAnew(): Promise<void> {
  for (const post of ['clerk', 'reviewer', 'system-administrator', 'security-administrator'] as const) {
    const login = post === 'security-administrator' ? 'security0' : post;
    await ok(office.as[post].post('/v1/session', { login, password: PASSWORD }));
  }
}
beforeEach(signedInAnew);

/** By the published library, on the office's clock. */
function verified(secret: unknown, { headers, body }: (typeof told)[number]): object {
  const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + ahead);
  try {
    return new Webhook(String(secret)).verify(body, headers as Record<string, string>) as object;
  } finally {
    now.mockRestore();
  }
}

describe('mail', () => {
  it('goes only to an address that its owner has confirmed by the link sent there, once', async () => {
    const { clerk } = office.as;
    expect((await clerk.post('/v1/session/mail-address', { address: 'not an address' })).body['code']).toBe(
      'mail-address-malformed',
    );
    await reachable(clerk, 'clerk@example.gov.cn');
    const [first] = mail.received;
    expect(first).toMatchObject({ to: 'clerk@example.gov.cn', subject: '【拨付】请确认邮箱' });
    expect(await ok(clerk.get('/v1/session/mail-address'))).toEqual({
      byMail: true,
      address: 'clerk@example.gov.cn',
      pending: null,
    });
    const again = await clerk.post('/v1/mail-confirmations', { link: linkIn(first?.text ?? '') });
    expect([again.status, again.body['code']]).toEqual([422, 'mail-link-unusable']);
    // Of a link the digest alone is kept, and no mail that waits has it in it.
    const rows = await office.over.office.durable.query('select * from notice.message, notice.mail_address');
    expect(JSON.stringify(rows)).not.toContain(linkIn(first?.text ?? ''));
  });

  it('tells the clerk of what came back, with a name and a link and nothing of the books', async () => {
    const paymentId = await submit('1234.50');
    await sendBack(paymentId);
    const before = mail.received.length;
    await once();
    await once();
    const sent = mail.received.slice(before);
    expect(sent.map(({ to, subject }) => [to, subject])).toEqual([['clerk@example.gov.cn', '【拨付】有一笔付款退回']]);
    expect(sent[0]?.text).toContain(`/payments/${paymentId}`);
    expect(sent[0]?.text).toContain('人clerk');
    for (const said of ['1234', '养老院', '床位', '附件']) expect(sent[0]?.text).not.toContain(said);
  });

  it('tells a reviewer once an hour how many wait for her, and nothing when none do', async () => {
    await reachable(office.as.reviewer, 'reviewer@example.gov.cn');
    const [one, two] = [await submit('10.00'), await submit('20.00')];
    const before = mail.received.length;
    await once();
    expect(mail.received.length).toBe(before);
    after(60);
    await once();
    expect(mail.received.slice(before).map(({ to, subject }) => [to, subject])).toEqual([
      ['reviewer@example.gov.cn', '【拨付】有 2 笔待您办理'],
    ]);
    await signedInAnew();
    await submit('30.00');
    const third = mail.received.length;
    const all = (await ok(office.as.reviewer.get('/v1/signing-queue')))['items'] as {
      payment: { paymentId: string };
    }[];
    for (const { payment } of all) await sendBack(payment.paymentId);
    expect([one, two].every((id) => all.some(({ payment }) => payment.paymentId === id))).toBe(true);
    after(60);
    await once();
    expect(mail.received.slice(third).filter(({ to }) => to.startsWith('reviewer'))).toEqual([]);
  });

  it('tells its owner what was done to her account', async () => {
    const anan = office.as['security-administrator'];
    await ok(anan.post('/v1/session', { login: 'security0', password: PASSWORD }));
    const { items } = (await ok(anan.get('/v1/accounts'))) as { items: { accountId: string; login: string }[] };
    const accountId = items.find(({ login }) => login === 'clerk')?.accountId ?? '';
    const before = mail.received.length;
    await ok(anan.post(`/v1/accounts/${accountId}/links`, {}));
    await once();
    expect(mail.received.slice(before)).toMatchObject([
      { to: 'clerk@example.gov.cn', subject: '【拨付】账号安全提示' },
    ]);
    expect(mail.received.at(-1)?.text).toContain('一次性链接');
  });

  it('is tried again under the same id, found again after a crash, and given up on record', async () => {
    const { durable, signIn } = office.over.office;
    const line = (n: number) =>
      signIn.endSessions(office.personOf['security-administrator'], accountId, `第 ${n} 次`, '::1');
    const [{ accountId }] = await durable.query<[{ accountId: string }]>(
      `select account_id as "accountId" from sign_in.account where login = 'clerk'`,
    );
    await line(1);
    mail.refuse(451, 1);
    const before = mail.received.length;
    await once();
    expect(mail.received.length).toBe(before);
    await once();
    expect(mail.received.length).toBe(before);
    after(1);
    await once();
    expect(mail.received.length).toBe(before + 1);
    const id = mail.received.at(-1)?.messageId;

    // Taken and never settled: whoever had it is gone.
    await durable.query(
      `update notice.message set settled_at = null, outcome = null, claimed_until = $1
      where $2 like '%' || message_id || '%'`,
      [beijingInstant(new Date(Date.now() + ahead + 90_000)), id],
    );
    await once();
    expect(mail.received.length).toBe(before + 1);
    after(3);
    await once();
    expect(mail.received.slice(before).map(({ messageId }) => messageId)).toEqual([id, id]);

    await line(2);
    mail.refuse(550, 1);
    await once();
    const { items } = (await ok(office.as['system-administrator'].get('/v1/notices'))) as {
      items: Record<string, unknown>[];
    };
    expect(items[0]).toMatchObject({ about: 'account', outcome: 'given-up', lastError: 'EMESSAGE 550', tries: 1 });
    expect(JSON.stringify(items)).not.toContain('somebody');
  });
});

describe('webhooks', () => {
  it('go only where the configuration lets them', async () => {
    const register = async (url: string) =>
      (await office.as['system-administrator'].post('/v1/webhooks', { name: '接口', url })).body;
    expect(await register('https://elsewhere.example/bofu')).toMatchObject({ code: 'destination-not-allowed' });
    expect(await register('ftp://127.0.0.1/')).toMatchObject({ code: 'destination-not-allowed' });
    expect(await register('http://user:secret@127.0.0.1/')).toMatchObject({ code: 'destination-not-allowed' });
  });

  it('carry ids and a position, signed so that the published library takes them, by both secrets for a while', async () => {
    const made = await ok(office.as['system-administrator'].post('/v1/webhooks', { name: '县财政接口', url: hookUrl }));
    const paymentId = await submit('40.00');
    await once();
    const { headers, body } = told.at(-1) ?? { headers: {}, body: '' };
    const event = verified(made['secret'], { headers, body }) as { data: { position: unknown } };
    const recorded = (await office.over.eventsAfter(null)).map(({ position }) => position);
    expect(told.map((each) => JSON.parse(each.body) as object)).toContainEqual(
      expect.objectContaining({
        type: 'PaymentSubmitted',
        data: expect.objectContaining({ subjectId: paymentId, agencyId: office.agencies.own }) as object,
      }),
    );
    expect(recorded).toContain(event.data.position);
    expect(JSON.stringify(told)).not.toMatch(/40\.00|养老院|4000/);
    expect(() => verified(`whsec_${'A'.repeat(43)}=`, { headers, body })).toThrow('signature');

    const { secret } = await ok(
      office.as['system-administrator'].post(`/v1/webhooks/${String(made['endpointId'])}/secrets`, {}),
    );
    await submit('41.00');
    await once();
    const last = told.at(-1) ?? { headers: {}, body: '' };
    for (const each of [made['secret'], secret]) expect(verified(each, last)).toBeTruthy();
    const listed = JSON.stringify((await office.as['system-administrator'].get('/v1/webhooks')).body);
    expect(listed).not.toContain('whsec_');
  });

  it('are tried again under the same id; a redirect is not followed; ended ones are left alone', async () => {
    const before = told.length;
    answer = 302;
    await submit('42.00');
    await once();
    const first = told.slice(before);
    expect(first.length).toBeGreaterThan(0);
    expect(first.some(({ headers }) => headers.host === 'elsewhere')).toBe(false);
    answer = 204;
    after(1);
    await once();
    const ids = told.slice(before).map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size * 2).toBe(ids.length);
    const { items } = (await ok(office.as['system-administrator'].get('/v1/webhooks'))) as {
      items: { endpointId: string }[];
    };
    for (const { endpointId } of items)
      await ok(office.as['system-administrator'].post(`/v1/webhooks/${endpointId}/ending`, {}));
    const then = told.length;
    await submit('43.00');
    await once();
    expect(told.length).toBe(then);
  });
});
