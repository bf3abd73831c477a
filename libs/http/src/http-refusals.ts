import { refusalsOf, type RefusalCatalogue } from '@bofu/kernel';
import type { ClaimRefusals, CommandRefusals } from '@bofu/event-store';

/** What the way in refuses by itself, before or instead of any capability. */
export interface HttpRefusals extends ClaimRefusals, CommandRefusals {
  // The request as bytes, headers and address.
  'bad-request': object;
  'malformed-json': object;
  'invalid-encoding': object;
  'duplicate-key': { key: string };
  'forbidden-key': { key: string };
  'duplicate-parameter': { parameter: string };
  'unsupported-media-type': { received: string };
  'unsupported-charset': { received: string };
  'unsupported-encoding': { received: string };
  'body-too-large': { limitBytes: number };
  'uri-too-long': object;
  'headers-too-large': object;
  'request-timeout': object;
  'not-found': object;
  'method-not-allowed': object;
  'expectation-failed': object;
  'foreign-host': { host: string };
  'not-loopback': { host: string };
  'transport-open': { host: string };
  csrf: { origin: string };

  // The door.
  'sign-in-required': object;
  'right-missing': object;
  'too-many-calls': { seconds: number };
  /** The password was entered too long ago for what is asked. */
  'step-up-needed': { minutes: number };

  // The command's envelope.
  'actor-missing': object;
  'actor-malformed': object;
  'agency-malformed': object;
  'idempotency-key-missing': object;
  'idempotency-key-malformed': object;
  'request-in-progress': { since: string };
  'precondition-required': object;
  'if-match-malformed': { received: string };
  'revision-outdated': { currentRevision: string | null };
  'concurrent-change': object;

  // The request as a document. `field` is its last name on the way down from the body.
  'not-an-object': object;
  'too-many-keys': { limit: number };
  'too-deep': { limit: number };
  'invalid-text': { field: string };
  'forbidden-character': { field: string; codePoint: string };
  'missing-field': { field: string };
  'unknown-field': { field: string };
  'invalid-type': { field: string; expected: string };
  'invalid-enum': { field: string; allowed: string };
  'invalid-value': { field: string };
  'out-of-range': { field: string; limit: string };
  'text-empty': object;
  'text-too-long': { limit: number };
  'invalid-uuid': { received: string };
  'invalid-percent': { received: string };

  // Reading.
  'invalid-page': { received: string };
  'page-too-large': { limit: number };
  'invalid-cursor': object;
  'invalid-position': { received: string };
  'invalid-instant': { received: string };
  'position-beyond-head': { received: string };
  'position-of-another-history': { received: string };
  /** The projection has not come as far as the reader asked for; `stopped` where it will not by itself. */
  'read-model-behind': { projection: string; wanted: string; reached: string; stopped: boolean };
  'history-differs': { projection: string };
  'rows-differ': { projection: string };

  // Our own trouble.
  'store-unavailable': object;
  'storage-full': object;
  'stream-cut': { stream: string };
  'outcome-unknown': object;
  'command-too-large': { bytes: number };
  unsupported: object;
  internal: object;
}

export const refuse: <Code extends keyof HttpRefusals>(code: Code, facts: HttpRefusals[Code]) => never =
  refusalsOf<HttpRefusals>();

/** What arrived, short enough to repeat. Anything but text is named by its type: an object from outside may not convert. */
export const received = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 40) : typeof value);

export const httpRefusals: RefusalCatalogue<HttpRefusals> = {
  'bad-request': { status: 400, title: () => '请求不符合 HTTP 规范' },
  'malformed-json': { status: 400, title: () => '请求内容不是完整、规范的 JSON（不允许注释和多余逗号）' },
  'invalid-encoding': { status: 400, title: () => '请求的编码不正确，须为 UTF-8' },
  'duplicate-key': { status: 400, title: ({ key }) => `同一字段“${key}”出现了两次` },
  'forbidden-key': { status: 400, title: ({ key }) => `不允许使用字段名“${key}”` },
  'duplicate-parameter': { status: 400, title: ({ parameter }) => `同一参数“${parameter}”出现了两次` },
  'unsupported-media-type': {
    status: 415,
    title: ({ received }) =>
      `不支持的内容类型“${received}”，须为 application/json；发送文件的，须为 application/octet-stream`,
  },
  'unsupported-charset': { status: 415, title: ({ received }) => `不支持的字符集“${received}”，须为 utf-8` },
  'unsupported-encoding': { status: 415, title: ({ received }) => `不支持的压缩方式“${received}”，请发送未压缩的内容` },
  'body-too-large': { status: 413, title: ({ limitBytes }) => `请求内容过大，上限 ${limitBytes} 字节` },
  'uri-too-long': { status: 414, title: () => '请求地址过长' },
  'headers-too-large': { status: 431, title: () => '请求头过大' },
  'request-timeout': { status: 408, title: () => '请求发送超时' },
  'not-found': { status: 404, title: () => '没有找到所请求的内容' },
  'method-not-allowed': { status: 405, title: () => '此地址不支持所用的请求方法' },
  'expectation-failed': { status: 417, title: () => '请求头 Expect 不正确，只支持 100-continue' },
  'foreign-host': { status: 421, title: ({ host }) => `本服务不用主机名“${host}”，请用系统公布的地址访问` },
  'not-loopback': {
    status: 403,
    title: ({ host }) =>
      `还没有人以登录方式工作，不能监听本机以外的地址“${host}”：请先确认首项授权，或设置 BOFU_SIGN_IN=required`,
  },
  'transport-open': {
    status: 403,
    title: ({ host }) =>
      `“${host}”在本机以外，须加密传输：请设置 BOFU_PUBLIC_ORIGIN，并设置证书（BOFU_TLS_CERT_FILE、BOFU_TLS_KEY_FILE）或代理（BOFU_TRUSTED_PROXY），经 HTTPS 访问`,
  },
  csrf: { status: 403, title: ({ origin }) => `拒绝来自其他网站“${origin}”的操作` },

  'sign-in-required': { status: 401, title: () => '请先登录' },
  'right-missing': { status: 403, title: () => '您的岗位没有这项权限' },
  'step-up-needed': { status: 403, title: ({ minutes }) => `距上次输入密码已超过 ${minutes} 分钟，请再输入一次密码` },
  'too-many-calls': { status: 429, title: ({ seconds }) => `请求过于频繁，请 ${seconds} 秒后再试` },

  'actor-missing': { status: 400, title: () => '缺少操作人：请在请求头 Bofu-Actor 中写明人员编号、工号或姓名' },
  'actor-malformed': {
    status: 400,
    title: () => '请求头 Bofu-Actor 不正确：须为 1 至 64 个字的人员编号、工号或姓名，以 UTF-8 百分号编码',
  },
  'agency-malformed': { status: 400, title: () => '请求头 Bofu-Agency 不正确：须为部门编号或代码' },
  'idempotency-key-missing': { status: 400, title: () => '缺少请求头 Idempotency-Key：每次操作须带一个新的 UUID' },
  'idempotency-key-malformed': { status: 400, title: () => '请求头 Idempotency-Key 不正确，须为一个 UUID' },
  'claimed-already': { status: 409, title: ({ key, holderId }) => `“${key}”已登记过，见 ${holderId}` },
  'idempotency-key-reused': { status: 422, title: () => '同一个 Idempotency-Key 已用于另一项内容不同的操作' },
  'request-in-progress': {
    status: 409,
    title: ({ since }) => `同一操作自 ${since.slice(11, 19)} 起正在办理，请稍候用同一个 Idempotency-Key 重试`,
  },
  'precondition-required': { status: 428, title: () => '缺少请求头 If-Match：请先读取最新内容再操作' },
  'if-match-malformed': {
    status: 400,
    title: ({ received }) => `请求头 If-Match 不正确：“${received}”，须为读取时得到的 ETag，例如 "rev-37"`,
  },
  'revision-outdated': { status: 412, title: () => '内容在您打开之后已被他人更改，本次没有办理' },
  'concurrent-change': { status: 409, title: () => '同时有其他人在更改同一内容，本次未办理，请重试' },

  'not-an-object': { status: 422, title: () => '请求内容须为一个 JSON 对象' },
  'too-many-keys': { status: 422, title: ({ limit }) => `一个对象的字段过多，上限 ${limit} 个` },
  'too-deep': { status: 422, title: ({ limit }) => `请求内容嵌套过深，上限 ${limit} 层` },
  'invalid-text': { status: 422, title: ({ field }) => `“${field}”含有控制字符或不完整的字符` },
  'forbidden-character': {
    status: 422,
    title: ({ field, codePoint }) => `“${field}”含有不可见或改变文字方向的字符 ${codePoint}`,
  },
  'missing-field': { status: 422, title: ({ field }) => `缺少“${field}”` },
  'unknown-field': { status: 422, title: ({ field }) => `没有名为“${field}”的字段` },
  'invalid-type': { status: 422, title: ({ field, expected }) => `“${field}”的类型不正确，须为 ${expected}` },
  'invalid-enum': { status: 422, title: ({ field, allowed }) => `“${field}”只能是：${allowed}` },
  'invalid-value': { status: 422, title: ({ field }) => `“${field}”的值不正确` },
  'out-of-range': { status: 422, title: ({ field, limit }) => `“${field}”超出范围：${limit}` },
  'text-empty': { status: 422, title: () => '文字不能为空' },
  'text-too-long': { status: 422, title: ({ limit }) => `文字过长，上限 ${limit} 个字` },
  'invalid-uuid': { status: 422, title: ({ received }) => `编号不正确：“${received}”，须为 UUID` },
  'invalid-percent': {
    status: 422,
    title: ({ received }) => `百分比不正确：“${received}”，须为 "0" 至 "100" 的文本，最多两位小数，例如 "83.33"`,
  },

  'invalid-page': { status: 422, title: ({ received }) => `每页条数不正确：“${received}”，须为 1 至 200 的整数` },
  'page-too-large': { status: 422, title: ({ limit }) => `每页最多 ${limit} 条` },
  'invalid-cursor': { status: 400, title: () => '翻页标记不正确，请从第一页重新开始' },
  'invalid-position': { status: 400, title: ({ received }) => `记录位置不正确：“${received}”` },
  'invalid-instant': {
    status: 400,
    title: ({ received }) => `时刻不正确：“${received}”，须带时区，例如 2021-06-30T23:59:59+08:00`,
  },

  'position-beyond-head': {
    status: 422,
    title: ({ received }) => `记录位置“${received}”超出了已登记的范围`,
  },
  'position-of-another-history': {
    status: 422,
    title: ({ received }) => `记录位置“${received}”不属于本记录库现有的记录，可能来自另一记录库或恢复备份之前`,
  },
  'read-model-behind': {
    status: 503,
    title: ({ wanted, stopped }) =>
      stopped
        ? `查询数据已停止更新，未能到达登记位置 ${wanted}，请联系管理员`
        : `查询数据尚未更新到登记位置 ${wanted}，请稍后重试`,
  },
  'history-differs': {
    status: 503,
    title: ({ projection }) => `查询数据（${projection}）与记录库不是同一份记录，须由管理员重建后才能查询`,
  },
  'rows-differ': {
    status: 503,
    title: ({ projection }) => `查询数据（${projection}）与其进度不符，须由管理员重建后才能查询`,
  },

  'store-unavailable': { status: 503, title: () => '记录库暂时无法访问，本次未办理，请稍后重试' },
  'stream-cut': {
    status: 409,
    title: ({ stream }) =>
      `${stream} 被数据库自带的工具删除或截断，未办理；恢复之前不能对其办理任何事项，请联系系统管理员`,
  },
  'storage-full': { status: 503, title: () => '服务器磁盘已满，本次未办理。请告知管理员，腾出空间后重试' },
  'outcome-unknown': {
    status: 503,
    title: () => '未能确认是否已办理成功。请用同一个 Idempotency-Key 原样重试：已办理的不会重复办理',
  },
  'command-too-large': { status: 413, title: ({ bytes }) => `内容过大，无法记录（${bytes} 字节）` },
  unsupported: { status: 501, title: () => '所连接的记录库版本过低，不支持此操作' },
  internal: { status: 500, title: () => '系统内部错误，已记录，请联系管理员并提供追踪编号' },
};
