import { useState } from 'react';
import { Link } from 'react-router';
import { Button, Popover, Select } from 'antd';
import { POSTS, type Post } from '@bofu/kernel';
import { actAs, useActor, useChoice, type Person } from '../api/acting-person';
import { useAddress } from '../books/books';
import { useOffice } from '../books/office';
import { words } from '../words';

/** Programs act through no page. */
const PAGE_POSTS = POSTS.filter((post) => post !== 'service');

const nameAndNumber = ({ name, number }: Person): string => (number === null ? name : `${name} ${number}`);

/** Who acts and from which post, always in sight; choosing another person is one click. */
export function ActingPersonPicker() {
  const { agency, people } = useOffice();
  const actor = useActor();
  const { linkTo } = useAddress();
  const [open, setOpen] = useState(false);
  if (agency === null || people.length === 0) return null;
  const choose = (personId: string, post: Post) => actAs(agency.agencyId, { personId, post });
  const post = actor?.post ?? 'clerk';
  const choices = (
    <div className="person-choices">
      <p>尚无登录：以后的登记都记在所选的人名下。</p>
      <ul>
        {people.map((person) => (
          <li key={person.personId}>
            <Button
              type={person.personId === actor?.personId ? 'primary' : 'text'}
              block
              onClick={() => {
                choose(person.personId, post);
                setOpen(false);
              }}
            >
              {nameAndNumber(person)}
            </Button>
          </li>
        ))}
      </ul>
      {actor && (
        <label className="field">
          岗位
          <Select<Post>
            value={post}
            onChange={(chosen) => actor.personId !== null && choose(actor.personId, chosen)}
            popupMatchSelectWidth={false}
            options={PAGE_POSTS.map((value) => ({ value, label: words.post[value] }))}
          />
        </label>
      )}
      <Link to={linkTo('/people')} onClick={() => setOpen(false)}>
        登记人员
      </Link>
    </div>
  );
  return (
    <>
      <b className="no-sign-in" title="操作人由各人自选，不经核对，付款不经复核、审批；建立岗位后各人登录办理">
        未启用登录
      </b>
      <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" content={choices}>
        <button type="button" className="top-bar-button" aria-haspopup="dialog" aria-expanded={open}>
          操作人 <b>{actor?.name ?? '未选'}</b>
          {actor && actor.post !== 'clerk' && `（${words.post[actor.post]}）`}
        </button>
      </Popover>
    </>
  );
}

/** Asked once in each browser: nobody is taken for somebody else. */
export function NobodyChosen() {
  const { agency, people } = useOffice();
  const choice = useChoice(agency?.agencyId ?? null);
  if (agency === null) return null;
  return (
    <div className="nobody-chosen" role="status">
      尚未选择操作人，只能查看。您是：
      {people.map((person) => (
        <Button
          key={person.personId}
          onClick={() => actAs(agency.agencyId, { personId: person.personId, post: choice?.post ?? 'clerk' })}
        >
          {nameAndNumber(person)}
        </Button>
      ))}
    </div>
  );
}
