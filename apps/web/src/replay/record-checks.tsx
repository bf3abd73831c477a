import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Button } from 'antd';
import { api, read } from '../api/client';
import { useAddress } from '../books/books';
import { StatusTag } from '../marks/status-tag';
import { problemOf } from '../api/problem';
import { instantText } from '../pages/page-status';
import { words } from '../words';
import { RebuildCheck } from './rebuild-check';

/** 校验: each claim on its own, with its time; grey until it was really checked. */
export function RecordChecks() {
  const verification = useQuery({
    queryKey: ['verification'],
    queryFn: () => read(api.GET('/v1/audit/verification')),
    enabled: false,
    staleTime: Infinity,
  });
  const checked = verification.data;
  const { linkTo } = useAddress();
  return (
    <section className="record-checks" aria-label="校验">
      <b>校验</b>
      {checked === undefined ? (
        <StatusTag mark="none">事件连续、哈希链完整：未运行</StatusTag>
      ) : (
        <StatusTag mark={checked.value.sound ? 'green' : 'red'}>
          {checked.value.sound
            ? `事件连续、哈希链完整：${checked.value.events} 个事件，${instantText(checked.readAt)}`
            : [checked.value.first, ...checked.value.cut].flatMap((found) => found?.summary ?? []).join('；')}
        </StatusTag>
      )}
      {verification.error !== null && <span className="form-note">{problemOf(verification.error).title}</span>}
      <Button onClick={() => void verification.refetch()} loading={verification.isFetching}>
        {checked === undefined ? '校验' : '重新校验'}
      </Button>
      <RebuildCheck />
      <span className="form-note">
        不依赖本系统的核对：在<Link to={linkTo('/audit')}>{words.pages.audit}</Link>
        制作审计包或导出核对账，包内附核对方法
      </span>
    </section>
  );
}
