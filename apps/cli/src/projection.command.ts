import { plainTable, print, printJson, progressOf } from './terminal';
import { withOffice } from './with-office';

/** `bofu projection status`. */
export async function projectionStatus(options: { json?: boolean }): Promise<void> {
  await withOffice(async ({ projections }) => {
    const rows = await projections.status();
    if (options.json) return printJson(rows);
    print(
      plainTable(
        ['投影', '版本', '状态', '位置', '是否到头', '滞后(秒)', '停在'],
        rows.map(({ name, version, state, position, atHead, secondsBehind, error }) => [
          name,
          String(version),
          state,
          position ?? '-',
          atHead ? '是' : '否',
          secondsBehind.toFixed(1),
          error === null ? '' : error.code === 'poison-event' ? error.eventId : error.code,
        ]),
      ),
    );
  });
}

/** `bofu projection rebuild [NAME]`: all of them where none is named, as after restoring a backup. */
export async function rebuildProjection(name: string | undefined): Promise<void> {
  await withOffice(async ({ projections }) => {
    for (const each of name === undefined ? projections.names : [name]) {
      const progress = progressOf(`重建 ${each}`);
      await projections.rebuild(each, ({ events }) => progress.to(events, events));
      progress.end();
    }
  });
}
