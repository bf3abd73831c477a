import { useState } from 'react';
import { Checkbox, Modal } from 'antd';
import { withinPage } from './within-page';
import { keyShown, singleKeysOff, switchSingleKeys, useListedShortcuts } from './shortcuts';

/** What `?` opens. */
export default function ShortcutList({ onClose }: { onClose: () => void }) {
  const shortcuts = useListedShortcuts();
  const [off, setOff] = useState(singleKeysOff);
  return (
    <Modal open title="键盘操作" getContainer={withinPage} footer={null} onCancel={onClose} width={420}>
      <dl className="shortcut-list">
        {shortcuts.map(({ key, does }) => (
          <div key={key}>
            <dt>
              <kbd>{keyShown(key)}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        checked={off}
        onChange={({ target }) => {
          switchSingleKeys(target.checked);
          setOff(target.checked);
        }}
      >
        停用单键操作
      </Checkbox>
    </Modal>
  );
}
