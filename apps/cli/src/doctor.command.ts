import { readConfiguration } from '@bofu/api';
import { print, printJson } from './terminal';
import { withOffice } from './with-office';

const withoutSecret = (url: string | null): string | null => url?.replace(/(\/\/[^:/@]*:)[^@]*@/, '$1******@') ?? null;

/** `bofu doctor`: what is configured, secrets hidden, and whether each part answers. */
export async function doctor(options: { json?: boolean }): Promise<void> {
  const configuration = readConfiguration(process.env);
  const { store: choice, databaseUrl, dataDir, host, port } = configuration;
  await withOffice(async ({ store, database, projections }) => {
    const [{ version: postgres }] = await database.query<[{ version: string }]>('select version()');
    const findings = {
      store: { kind: choice.kind, url: 'url' in choice ? withoutSecret(choice.url) : null, head: await store.head() },
      database: { url: databaseUrl === null ? '内置' : withoutSecret(databaseUrl), postgres },
      dataDir,
      listen: `${host}:${port}`,
      node: process.version,
      projections: await projections.status(),
    };
    if (options.json) return printJson(findings);
    print(`事件库    ${findings.store.kind}，最后位置 ${findings.store.head ?? '（空）'}`);
    print(`数据库    ${findings.database.url}，${postgres}`);
    print(`数据目录  ${dataDir}`);
    print(`监听      ${findings.listen}（仅本机）`);
    print(`Node      ${findings.node}`);
    for (const { name, state, atHead } of findings.projections)
      print(`投影      ${name}：${state}${atHead ? '，已到头' : ''}`);
  }, configuration);
}
