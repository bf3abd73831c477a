import { sayMisfit, verifyStore, viewVerification } from '@bofu/audit';
import { EXIT } from './exit-code';
import { print, printJson, progressOf } from './terminal';
import { withOffice } from './with-office';

/** `bofu audit verify`: exit code 3 where an event does not fit its chain. */
export async function verifyRecord(options: { json?: boolean }): Promise<void> {
  await withOffice(async ({ store }) => {
    const progress = progressOf('核对事件');
    const verification = await verifyStore(store, (events) => progress.to(events, events));
    progress.end();
    const { events, streams, position, misfits, first } = verification;
    if (options.json) printJson(viewVerification(verification));
    else if (first === null) print(`相符：${events} 个事件，${streams} 个流，截至 ${position ?? '（无）'}`);
    else
      print(
        `不相符：${sayMisfit(first)}\n共 ${misfits} 个事件不相符，已核对 ${events} 个，截至 ${position ?? '（无）'}`,
      );
    if (first !== null) process.exitCode = EXIT.differences;
  });
}
