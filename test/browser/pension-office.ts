import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OfficeUnderTest } from '../e2e/office-over-http';

export const PROGRAMMES_FILE = readFileSync(join(__dirname, '../../libs/budget/programmes/mancheng-hrss-2021.json'));
const DUE = ['01-29', '02-26', '03-30', '04-30', '05-28', '06-30', '07-30', '08-30', '09-30'];

/** Who bears what of one pension, the central level first. */
const BEARERS = [
  ['13062121RXGO3YWDTCKQR', '93.00'],
  ['13062121U3EVR9QTHBUG9', '15.00'],
  ['13062121VLAKGQ3T8BFUX', '2.50'],
  ['13062121BHNLI8GFGL4GA', '2.50'],
] as const;
export const CENTRAL_CODE = BEARERS[0][0];
const PAYEE = { kind: 'special-account', name: '城乡居民基本养老保险基金财政专户' };

/** What was made of the file and the scheme, by the ids they came to have. */
export interface PensionOffice {
  readonly central: string;
  readonly county: string;
  pensionRun(period: string, submittedOn: string): object;
}

/** Takes in the 22 programmes, settles who bears what of the pension, and pays its first months. */
export async function payPensions(office: OfficeUnderTest, months: number): Promise<PensionOffice> {
  const done = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await office.post(path, body, headers);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  await done('/v1/programme-imports', { fileName: '2021.json', contentBase64: PROGRAMMES_FILE.toString('base64') });
  const lines = await Promise.all(
    BEARERS.map(async ([code, rate]) => ({ appropriationId: await office.appropriationOf(code), rate })),
  );
  const scheme = await done('/v1/payout-schemes', {
    name: '城乡居保基础养老金（四级分担）',
    lines,
    headcount: 75587,
    payee: PAYEE,
    effectiveOn: '2021-01-01',
  });
  const pensionRun = (period: string, submittedOn: string) => ({
    lines,
    headcount: 75587,
    run: 'regular',
    payee: PAYEE,
    purpose: `${period} 基础养老金`,
    period,
    submittedOn,
    schemeId: scheme.body['schemeId'],
  });
  for (const [at, day] of DUE.slice(0, months).entries()) {
    const period = `2021-${String(at + 1).padStart(2, '0')}`;
    const run = await done('/v1/payout-runs', pensionRun(period, `2021-${day}`));
    await done(
      `/v1/payments/${String(run.body['paymentId'])}/payment`,
      { paidOn: `2021-${day}`, voucherNumber: null },
      { 'if-match': run.headers.get('etag') ?? '' },
    );
  }
  const [central, , , county] = lines;
  return { central: central?.appropriationId ?? '', county: county?.appropriationId ?? '', pensionRun };
}
