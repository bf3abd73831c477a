/** Why the embedded Postgres could not be started: each code with its facts, and what to tell the operator. */
export interface EmbeddedPostgresFailures {
  'platform-without-postgres': { platform: string; packageName: string };
  'no-account-for-postgres': { tried: string };
  'binaries-do-not-run': { folder: string; output: string };
  'data-folder-not-usable': { dataDir: string; reason: string };
  'data-folder-holds-other-files': { dataDir: string };
  'data-folder-in-use': { dataDir: string; pid: number };
  'port-taken': { port: number };
  'start-failed': { dataDir: string; output: string };
}

const sentences: { [Code in keyof EmbeddedPostgresFailures]: (facts: EmbeddedPostgresFailures[Code]) => string } = {
  'platform-without-postgres': ({ platform, packageName }) =>
    `内置数据库不支持本机平台 ${platform}，或未安装 ${packageName}；请重新安装依赖，或改用外部 PostgreSQL`,
  'no-account-for-postgres': ({ tried }) =>
    `PostgreSQL 不能以 root 身份运行，且系统中没有可用账户（${tried}）；请以普通用户启动`,
  'binaries-do-not-run': ({ folder, output }) => `内置数据库程序无法运行（${folder}）：${output}`,
  'data-folder-not-usable': ({ dataDir, reason }) => `数据目录无法使用（${dataDir}）：${reason}`,
  'data-folder-holds-other-files': ({ dataDir }) => `数据目录 ${dataDir} 中已有其他文件，请指定空目录`,
  'data-folder-in-use': ({ dataDir, pid }) => `数据目录 ${dataDir} 正被另一进程（${pid}）使用，同一目录只能启动一次`,
  'port-taken': ({ port }) => `端口 ${port} 已被占用，请停止占用它的程序或换一个端口`,
  'start-failed': ({ dataDir, output }) => `内置数据库启动失败（${dataDir}）：${output}`,
};

/** Unlike a business refusal this is the operator's to mend; the message is the Chinese sentence as it stands. */
export class EmbeddedPostgresError<
  Code extends keyof EmbeddedPostgresFailures = keyof EmbeddedPostgresFailures,
> extends Error {
  constructor(
    readonly code: Code,
    readonly facts: EmbeddedPostgresFailures[Code],
  ) {
    super(sentences[code](facts));
    this.name = 'EmbeddedPostgresError';
  }
}
