import { tell } from './terminal';
import { askedToStop, runJobsBehind, withOffice } from './with-office';

/** `bofu start`: the server with whatever this office has recorded, until Ctrl-C. */
export async function start(): Promise<void> {
  await withOffice(async (office) => {
    const address = await office.listen();
    runJobsBehind(office);
    tell(`拨付已启动：${address}（接口说明 ${address}/docs），按 Ctrl-C 停止`);
    await askedToStop();
    tell('正在停止…');
  });
}
