import { useState } from 'react';
import { Button, Popover } from 'antd';
import { Link } from 'react-router';
import { useOffice } from '../books/office';
import { words } from '../words';
import { send, useSignedIn } from './session';
import { sessionChanged } from './session-query';

/** Who has signed in and from which posts, always in sight; and the way out. */
export function WhoAmI() {
  const signedIn = useSignedIn();
  const { agencies } = useOffice();
  const [open, setOpen] = useState(false);
  if (signedIn === null) return null;
  const { name, login, posts, idleMinutes, longestHours } = signedIn;
  const agencyOf = (agencyId: string | null) =>
    agencyId === null ? '全系统' : (agencies.find((each) => each.agencyId === agencyId)?.name ?? agencyId);
  const content = (
    <div className="person-choices">
      <p>
        {name}（账号 {login}）
      </p>
      <ul>
        {posts.map(({ post, onAgencyId, delegatorId }) => (
          <li key={`${post}${onAgencyId}${delegatorId}`}>
            {words.post[post]}　{agencyOf(onAgencyId)}
            {delegatorId !== null && '（代理）'}
          </li>
        ))}
        {posts.length === 0 && <li>尚未授予任何岗位</li>}
      </ul>
      <p className="form-note">
        {idleMinutes} 分钟不操作即退出，一次登录最长 {longestHours} 小时
      </p>
      <p>
        <Link to="/account" onClick={() => setOpen(false)}>
          {words.pages.account}：更改密码
        </Link>
      </p>
      <Button
        block
        onClick={() => {
          setOpen(false);
          void send('/v1/session/end', {}).then(sessionChanged);
        }}
      >
        退出
      </Button>
    </div>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" content={content}>
      <button type="button" className="top-bar-button" aria-haspopup="dialog" aria-expanded={open}>
        <b>{name}</b>
        {posts[0] && `（${words.post[posts[0].post]}）`}
      </button>
    </Popover>
  );
}
