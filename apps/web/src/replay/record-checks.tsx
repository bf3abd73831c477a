import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, read } from '../api/client';
import { StatusTag } from '../marks/status-tag';
import { problemOf } from '../api/problem';
import { instantText } from '../pages/page-status';

/** 校验: each claim on its own, with its time; grey until it was really checked. */
export function RecordChecks() {
  const verification = useQuery({
    queryKey: ['verification'],
    queryFn: () => read(api.GET('/v1/audit/verification')),
    enabled: false,
    staleTime: Infinity,
  });
  const checked = verification.data;
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
      <span className="form-note">
        重放与现账逐行比对：<code>bofu audit compare</code>；独立核对：
        <code>bofu audit export --format hledger</code>，再以 <code>hledger check</code> 检查
      </span>
    </section>
  );
}
