import {
  attachmentFilesOf,
  attachmentsDir,
  DatabaseUnreachable,
  faultInWords,
  inWords,
  readConfiguration,
  type Configuration,
  type Office,
} from '@bofu/api';
import { EmbeddedPostgresError } from '@bofu/embedded';
import { inspectEventStore, openEventStore, type StoreInspection } from '@bofu/event-store';
import { requireDurableRedis } from '@bofu/jobs';
import type { ProjectionStatus } from '@bofu/read-model';
import { exitCodeOf } from './exit-code';
import { productVersion } from './project-root';
import { print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu doctor`: what is configured, secrets hidden, and of each part whether it answers, whatever the others do. */
export async function doctor(options: { json?: boolean }): Promise<void> {
  const configuration = readConfiguration(process.env);
  const { store: choice, databaseUrl, jobs, dataDir, host, port, entrance = null, s3 } = configuration;
  const { office, database, store, queue } = await lookAtParts(configuration);
  const attachments = await orAway(
    attachmentFilesOf(configuration)
      .look()
      .then(() => ({})),
  );
  const server = choice.kind === 'kurrentdb' ? await orAway(inspectEventStore(choice)) : null;
  const findings = {
    version: productVersion(),
    node: process.version,
    dataDir,
    listen: `${host}:${port}`,
    entrance,
    database: { url: databaseUrl === null ? '内置' : withoutSecret(databaseUrl), ...told(database) },
    store: { kind: choice.kind, url: 'url' in choice && choice.url ? withoutSecret(choice.url) : null, ...told(store) },
    server: server === null ? null : told(server),
    queue: { kind: jobs?.queue.kind ?? 'postgres', ...told(queue) },
    attachments: { at: s3 === undefined ? attachmentsDir(dataDir) : s3.bucketUrl, ...told(attachments) },
    projections: 'error' in office ? [] : office.projections,
  };
  if (options.json) printJson(findings);
  else print(inLines(findings));
  const away = Object.entries({
    数据库: database,
    事件库: store,
    ...(server && { 事件库服务器: server }),
    任务队列: queue,
    附件: attachments,
    账务: office,
  });
  const [first] = away.flatMap(([, part]) => ('error' in part ? [part.error] : []));
  if (first === undefined) return;
  tell(`不可用：${away.flatMap(([name, part]) => ('error' in part ? [name] : [])).join('、')}`);
  process.exitCode = exitCodeOf(first);
}

interface Away {
  readonly error: unknown;
}
const orAway = <Found>(found: Promise<Found>): Promise<Found | Away> => found.catch((error: unknown) => ({ error }));

const messageOf = (error: unknown): string =>
  inWords(error) ?? (error instanceof Error ? error.message : String(error));
const told = <Found extends object>(part: Found | Away) =>
  'error' in part ? { problem: messageOf(part.error) } : part;

/** By the office itself where it can be opened, which needs them all; else each part alone, as far as it stands alone. */
async function lookAtParts(configuration: Configuration) {
  const { store: choice, jobs } = configuration;
  const office = await orAway(withOffice(lookAtOffice, { configuration }));
  const redis = jobs?.queue.url ?? null;
  const queue = await orAway(redis === null ? Promise.resolve({}) : requireDurableRedis(redis).then(() => ({})));
  if (!('error' in office)) {
    const { postgres, head } = office;
    return { office, database: { postgres }, store: { head }, queue };
  }
  const { error } = office;
  const databaseAway = error instanceof DatabaseUnreachable || error instanceof EmbeddedPostgresError;
  const database = databaseAway ? office : {};
  const ownUrl = 'url' in choice ? choice.url : null;
  if (ownUrl === null || choice.kind === 'memory')
    return { office, database, store: databaseAway ? office : {}, queue };
  return { office, database, store: await orAway(lookAtStore({ kind: choice.kind, url: ownUrl })), queue };
}

/** What follows the events at all is at their end within a moment; what is not by then is told how far it is behind. */
const MOMENT_MS = 3_000;

async function lookAtOffice({ database, store, projections }: Office) {
  const [{ version: postgres }] = await database.query<[{ version: string }]>('select version()');
  const head = await store.head();
  if (head !== null) {
    const behind = (await projections.status()).filter(({ state, atHead }) => state === 'running' && !atHead);
    await Promise.all(behind.map(({ name }) => projections.waitFor(name, head, MOMENT_MS)));
  }
  return { postgres, head, projections: await projections.status() };
}

async function lookAtStore(choice: Parameters<typeof openEventStore>[0]) {
  const store = await openEventStore(choice);
  try {
    return { head: await store.head() };
  } finally {
    await store.close();
  }
}

const withoutSecret = (url: string): string => url.replace(/(\/\/[^:/@]*:)[^@]*@/, '$1******@');

function inLines(findings: {
  readonly version: string;
  readonly node: string;
  readonly dataDir: string;
  readonly listen: string;
  readonly entrance: NonNullable<Configuration['entrance']> | null;
  readonly database: { readonly url: string; readonly postgres?: string; readonly problem?: string };
  readonly store: { readonly kind: string; readonly head?: string | null; readonly problem?: string };
  readonly server: StoreInspection | { readonly problem: string } | null;
  readonly queue: { readonly kind: string; readonly problem?: string };
  readonly attachments: { readonly at: string; readonly problem?: string };
  readonly projections: readonly Pick<ProjectionStatus, 'name' | 'state' | 'atHead' | 'secondsBehind' | 'error'>[];
}): string {
  const { version, node, dataDir, listen, entrance, database, store, server, queue, attachments, projections } =
    findings;
  return [
    `版本      ${version}，Node ${node}`,
    `数据目录  ${dataDir}`,
    `监听      ${listen}（${entrance === null ? '仅本机' : entrance.publicOrigin}）`,
    `数据库    ${database.url}，${database.problem ?? database.postgres ?? '可用'}`,
    `事件库    ${store.kind}，${store.problem ?? (store.head === undefined ? '未检查' : `最后位置 ${store.head ?? '（空）'}`)}`,
    ...(server ? linesOf(server) : []),
    `任务队列  ${queue.kind}，${queue.problem ?? '可用'}`,
    `附件      ${attachments.at}，${attachments.problem ?? '可用'}`,
    ...projections.map(
      ({ name, state, atHead, secondsBehind, error }) =>
        `投影      ${name}：${state}，${atHead ? '已到头' : `未到头，落后 ${Math.ceil(secondsBehind)} 秒`}${error ? `，${faultInWords(error)}` : ''}`,
    ),
  ].join('\n');
}

/** From here on a difference of clocks shows in times on record. */
const CLOCK_APART_MS = 2_000;

function linesOf(server: StoreInspection | { readonly problem: string }): string[] {
  if ('problem' in server) return [`事件库服务器  ${server.problem}`];
  const { serverVersion, leader, members, named, clockAheadMs, cut } = server;
  const alive = members.filter(({ isAlive }) => isAlive).length;
  const unnamed = members.map(({ at }) => at).filter((at) => members.length > 1 && !named.includes(at));
  return [
    `事件库服务器  KurrentDB ${serverVersion}，主节点 ${leader}，集群 ${members.length} 个节点、${alive} 个在线，账户可读 $all`,
    ...(unnamed.length > 0 ? [`  注意：连接字符串没有写明 ${unnamed.join('、')}；首次连接时只能向写明的节点询问`] : []),
    clockAheadMs === null
      ? '  时钟：服务器未告知'
      : `  时钟：服务器${clockAheadMs >= 0 ? '快' : '慢'} ${(Math.abs(clockAheadMs) / 1_000).toFixed(1)} 秒${
          Math.abs(clockAheadMs) > CLOCK_APART_MS ? '，请校准' : ''
        }`,
    ...cut.map(({ stream, how }) => `  注意：${stream} 已被数据库自带的工具删除或截断（${how}）`),
  ];
}
