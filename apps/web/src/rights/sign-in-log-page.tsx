import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { Answer } from '../pages/answer';
import { instantText } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { useNameOf } from './everybody';

type Line = paths['/v1/sign-in-log']['get']['responses']['200']['content']['application/json']['items'][number];

const KIND: Readonly<Record<Line['kind'], string>> = {
  'signed-in': '登录',
  'sign-in-refused': '登录未成',
  'sign-in-paused': '暂停登录',
  'signed-out': '退出',
  'stepped-up': '再次证明是本人',
  'sessions-ended': '结束会话',
  'account-created': '开设账号',
  'account-disabled': '停用账号',
  'link-issued': '签发一次性链接',
  'password-set': '设定密码',
  'token-issued': '签发令牌',
  'token-revoked': '收回令牌',
  exported: '导出',
  'mail-address': '邮箱',
  'identity-linked': '关联统一身份',
  'identity-unlinked': '解除统一身份',
  webhook: '推送与通知',
};

/** What the log says in the words of programs; a reason that somebody gave stands as it is. */
const SAID: readonly (readonly [RegExp, string])[] = [
  [/^registered (.+)$/, '登记推送 $1'],
  [/^secret of (.+)$/, '更换推送密文 $1'],
  [/^ended (.+)$/, '停止推送 $1'],
  [/^sent again (.+)$/, '再发通知 $1'],
  [/^asked for$/, '填写邮箱，待本人确认'],
  [/^removed$/, '停用邮箱'],
  [/^identity provider$/, '经统一身份认证'],
  [/^administrator link$/, '凭管理员链接'],
  [/^administrators, (\d+)$/, '管理员链接 $1 个'],
];
/** Kinds whose words are a person's. */
const REASONED: ReadonlySet<Line['kind']> = new Set(['sessions-ended', 'account-disabled']);
function detailText({ kind, detail }: Pick<Line, 'kind' | 'detail'>): string {
  if (detail === null) return words.nothing;
  const said = REASONED.has(kind) ? undefined : SAID.find(([pattern]) => pattern.test(detail));
  return said === undefined ? detail : detail.replace(...said);
}

/** A page of the log; the interface gives so many at a time. */
const PAGE = 200;

/** 登录记录: who came in, and what was done to accounts, rights of entry and files handed out; each line seals the one before. */
export function Component() {
  const nameOf = useNameOf();
  const log = useInfiniteQuery({
    queryKey: ['sign-in-log'],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) =>
      (await read(api.GET('/v1/sign-in-log', { params: { query: pageParam === null ? {} : { before: pageParam } } })))
        .value,
    getNextPageParam: ({ items }) => (items.length < PAGE ? null : (items.at(-1)?.n ?? null)),
  });
  const columns: readonly Column<Line>[] = [
    { key: 'n', title: '序号', align: 'right', names: true, cell: ({ n }) => n },
    { key: 'at', title: '时间', cell: ({ at }) => instantText(at) },
    { key: 'kind', title: '事项', cell: ({ kind }) => KIND[kind] },
    { key: 'whose', title: '账号所属', cell: ({ personId }) => nameOf(personId) ?? words.nothing },
    { key: 'by', title: '办理', cell: ({ byPersonId }) => nameOf(byPersonId) ?? '本人' },
    { key: 'source', title: '来自', cell: ({ source }) => (source.startsWith('device:') ? '用过的浏览器' : source) },
    { key: 'detail', title: '说明', cell: detailText },
    { key: 'hash', title: '摘要', cell: ({ hash }) => <span title={hash}>{hash.slice(0, 8)}</span> },
  ];
  return (
    <>
      <PageTitle parts={[words.pages['sign-in-log']]} />
      <h1>{words.pages['sign-in-log']}</h1>
      <Answer query={log}>
        {({ pages }) => {
          const broken = pages[0]?.firstBrokenLine ?? null;
          return (
            <>
              {broken === null ? (
                <p className="form-note">每一行的摘要包含前一行，核对到最新一行，全部相接。</p>
              ) : (
                <p className="refusal" role="alert">
                  第 {broken} 行与前文不相接：记录被改动过，请立即报告
                </p>
              )}
              <DataTable
                caption="登录记录，新的在前"
                columns={columns}
                rows={pages.flatMap(({ items }) => items)}
                keyOf={({ n }) => n}
              />
              {log.hasNextPage && (
                <div className="form-actions">
                  <Button onClick={() => void log.fetchNextPage()} disabled={log.isFetching}>
                    更早的
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </Answer>
    </>
  );
}
