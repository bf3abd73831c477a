import { foundingOf } from '../../apps/cli/src/demo/demo-bureau';
import { demoYearInOffice } from '../demo-year/demo-year-in-office';
import { bareOfficeOverHttp, type OfficeUnderTest, type StoreKind } from './office-over-http';

/** An office over HTTP whose books are the demonstration year, every projection at its end; `watched`: with its alerts. */
export async function officeWithDemoYear(kind: StoreKind, watched?: 'watched'): Promise<OfficeUnderTest> {
  const over = await bareOfficeOverHttp(kind, { actor: '预算经办', foundedAt: foundingOf(2021) });
  await demoYearInOffice(over.office, watched);
  await over.caughtUp();
  return over;
}
