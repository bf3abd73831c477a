import { useState } from 'react';
import { Button, Input, Popover } from 'antd';
import { actAs, useActing } from '../api/acting-person';

/** Who acts, always in sight; choosing another person is one click, a new name one field. */
export function ActingPersonPicker() {
  const { person, people } = useActing();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const choose = (chosen: string) => {
    actAs(chosen);
    setName('');
    setOpen(false);
  };
  const choices = (
    <div className="person-choices">
      <p>尚无登录：以后的登记都记在所选的人名下。</p>
      <ul>
        {people.map((each) => (
          <li key={each}>
            <Button type={each === person ? 'primary' : 'text'} block onClick={() => choose(each)}>
              {each}
            </Button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          choose(name);
        }}
      >
        <Input
          aria-label="其他姓名"
          placeholder="其他姓名，回车确认"
          maxLength={64}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </form>
    </div>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" content={choices}>
      <button type="button" className="top-bar-button" aria-haspopup="dialog" aria-expanded={open}>
        操作人 <b>{person}</b>
      </button>
    </Popover>
  );
}
