import { Button, Modal } from 'antd';
import { withinPage } from './within-page';

/** What leaving would lose, before it is lost. Enter at once, Esc and a press beside the question stay. */
export default function LeaveQuestion({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  return (
    <Modal
      open
      title="离开此表？"
      closable={false}
      getContainer={withinPage}
      onCancel={onStay}
      width={420}
      footer={
        <>
          <Button onClick={onLeave}>放弃并离开</Button>
          <Button type="primary" onClick={onStay} autoFocus>
            留下继续填写
          </Button>
        </>
      }
    >
      <p>已填写的内容还没有登记，离开后不再保留。</p>
    </Modal>
  );
}
