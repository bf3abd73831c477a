import { UnknownProjection, type CellDifference, type Comparison } from '@bofu/read-model';
import { EVENT_DESCRIBERS } from '@bofu/api';
import { verifyFiles } from '@bofu/attachment';
import { sayFileFault, sayMisfit, sayUnread, verifyStore, viewVerification } from '@bofu/audit';
import { EXIT } from './exit-code';
import { print, printJson, progressOf } from './terminal';
import { withOffice } from './with-office';

/** `bofu audit verify`: exit code 3 where an event does not fit its chain, or a file its digest. */
export async function verifyRecord(options: { json?: boolean }): Promise<void> {
  await withOffice(async ({ store, attachmentFiles }) => {
    const progress = progressOf('核对事件');
    const verification = await verifyStore(store, EVENT_DESCRIBERS, (events) => progress.to(events, events));
    progress.end();
    const examining = progressOf('核对附件');
    const files = await verifyFiles(store, attachmentFiles, (examined, all) => examining.to(examined, all));
    examining.end();
    const { events, streams, position, misfits, first } = verification;
    if (options.json) printJson(viewVerification(verification, files));
    else if (first === null) print(`相符：${events} 个事件，${streams} 个流，截至 ${position ?? '（无）'}`);
    else
      print(
        `不相符：${sayMisfit(first)}\n共 ${misfits} 个事件不相符，已核对 ${events} 个，截至 ${position ?? '（无）'}`,
      );
    if (!options.json) {
      for (const sentence of sayUnread(verification)) print(sentence);
      print(
        `附件文件 ${files.examined} 份，${files.faults.length === 0 ? '与摘要都相符' : `${files.faults.length} 份不符`}`,
      );
      for (const fault of files.faults) print(sayFileFault(fault));
    }
    if (files.faults.length > 0) process.exitCode = EXIT.differences;
    if (first !== null || verification.unknown.length > 0 || verification.cut.length > 0)
      process.exitCode = EXIT.differences;
  });
}

/** How long the live tables are given to reach the store's head before they are compared where they stand. */
const PATIENCE_MS = 60_000;

/** `bofu audit compare [projection]`: exit code 3 where a cell is not what the events make it. */
export async function compareProjections(wanted: string | undefined, options: { json?: boolean }): Promise<void> {
  await withOffice(async ({ store, projections }) => {
    if (wanted !== undefined && !projections.names.includes(wanted)) throw new UnknownProjection(wanted);
    const head = await store.head();
    const comparisons: Comparison[] = [];
    for (const name of wanted === undefined ? projections.names : [wanted]) {
      if (head !== null) await projections.waitFor(name, head, PATIENCE_MS);
      const progress = progressOf(`重建并比对 ${name}`);
      const comparison = await projections.compare(name, ({ events }) => progress.to(events, events));
      progress.end();
      comparisons.push(comparison);
      if (!options.json) print(sayComparison(comparison));
    }
    if (options.json) printJson(comparisons);
    if (comparisons.some(({ differingRows }) => differingRows > 0)) process.exitCode = EXIT.differences;
  });
}

function sayComparison({ projection, position, tables, differingRows, found }: Comparison): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const compared = `${tables.length} 张表 ${rows} 行，截至 ${position ?? '（无）'}`;
  return differingRows === 0
    ? `${projection} 相符：${compared}`
    : [`${projection} 有 ${differingRows} 行不符：${compared}`, ...found.map(sayDifference)].join('\n');
}

function sayDifference({ table, key, column, live, rebuilt }: CellDifference): string {
  const row = Object.entries(key).map(([name, value]) => `${name}=${value ?? '空'}`);
  const place = [table, ...row, ...(column === null ? [] : [column])].join(' ');
  return `  ${place}：现为 ${live ?? '空'}，由事件得出 ${rebuilt ?? '空'}`;
}
