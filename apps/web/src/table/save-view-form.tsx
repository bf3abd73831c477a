import { useState } from 'react';
import { Button } from 'antd';
import { bodyField, wrongIn } from '../forms/body-field';
import { BodyInput } from '../forms/fields';

const NAME = bodyField('/v1/list-settings/{list}/views', 'name', '视图名称');

/** 保存视图: gives what the list is narrowed to a name. */
export default function SaveViewForm({ isNarrowed, onSave }: { isNarrowed: boolean; onSave: (name: string) => void }) {
  const [name, setName] = useState('');
  const save = () => {
    if (wrongIn(NAME, name) !== null || !isNarrowed) return;
    onSave(name.trim());
    setName('');
  };
  return (
    <form
      aria-label="保存视图"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <BodyInput
        of={NAME}
        name={NAME.label}
        placeholder={isNarrowed ? '给当前筛选起名' : '先筛选或排序，再保存'}
        text={name}
        onText={setName}
      />
      <Button htmlType="submit" disabled={!isNarrowed || wrongIn(NAME, name) !== null}>
        保存
      </Button>
    </form>
  );
}
