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
          error?.eventId ?? '',
        ]),
      ),
    );
  });
}

/** `bofu projection rebuild NAME`. */
export async function rebuildProjection(name: string): Promise<void> {
  await withOffice(async ({ projections }) => {
    const progress = progressOf(`重建 ${name}`);
    await projections.rebuild(name, ({ events }) => progress.to(events, events));
    progress.end();
  });
}
