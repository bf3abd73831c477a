import { useState } from 'react';
import { Button, Segmented } from 'antd';
import { bodyField, wrongIn } from '../forms/body-field';
import { TextField } from '../forms/fields';
import { StatusTag } from '../marks/status-tag';
import { Answer, Nothing, Refusal } from '../pages/answer';
import { instantText } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useNameOf } from '../rights/everybody';
import { PlainForm } from '../session/plain-form';
import { send } from '../session/session';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import {
  aboutInWords,
  CHANNEL,
  deliveriesTo,
  failureInWords,
  outboxChanged,
  SITUATION,
  situationOf,
  useMessages,
  useWebhooks,
  type Endpoint,
  type Message,
  type Situation,
  type Webhooks,
} from './notices';

const NAME = bodyField('/v1/webhooks', 'name', '名称');
const URL_TOLD = bodyField('/v1/webhooks', 'url', '推送地址');

/** 推送与通知: which programs are told, and what has still to go out. */
export function Component() {
  const webhooks = useWebhooks();
  const messages = useMessages();
  return (
    <>
      <PageTitle parts={[words.pages.notices]} />
      <h1>{words.pages.notices}</h1>
      <Answer query={webhooks}>{(found) => <WebhooksSection webhooks={found} messages={messages.data ?? []} />}</Answer>
      <Answer query={messages}>{(items) => <Outbox messages={items} endpoints={webhooks.data?.items ?? []} />}</Answer>
    </>
  );
}

interface Shown {
  readonly name: string;
  readonly secret: string;
}

function WebhooksSection({ webhooks, messages }: { webhooks: Webhooks; messages: readonly Message[] }) {
  const nameOf = useNameOf();
  const [shown, setShown] = useState<Shown | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const { items, allowed } = webhooks;
  const open = items.find(({ endpointId, endedAt }) => endpointId === openId && endedAt === null);
  const columns: readonly Column<Endpoint>[] = [
    { key: 'name', title: '名称', names: true, cell: ({ name }) => name },
    { key: 'url', title: '推送地址', cell: ({ url }) => url },
    { key: 'state', title: '状态', cell: ({ endedAt }) => (endedAt === null ? '推送中' : '已停止') },
    {
      key: 'last',
      title: '最近送达',
      cell: ({ endpointId }) => {
        const { lastSentAt } = deliveriesTo(endpointId, messages);
        return lastSentAt === null ? words.nothing : instantText(lastSentAt);
      },
    },
    {
      key: 'waiting',
      title: '待发',
      align: 'right',
      cell: ({ endpointId }) => deliveriesTo(endpointId, messages).waiting,
    },
    {
      key: 'given-up',
      title: '未能送达',
      align: 'right',
      cell: ({ endpointId }) => deliveriesTo(endpointId, messages).givenUp,
    },
    {
      key: 'error',
      title: '最近的失败',
      cell: ({ endpointId }) => {
        const { lastError } = deliveriesTo(endpointId, messages);
        return lastError === null ? words.nothing : failureInWords(lastError);
      },
    },
    {
      key: 'by',
      title: '登记',
      cell: ({ registeredBy, registeredAt }) =>
        `${nameOf(registeredBy) ?? words.nothing}，${instantText(registeredAt)}`,
    },
    {
      key: 'open',
      title: '',
      word: '办理',
      cell: ({ endpointId, name, endedAt }) =>
        endedAt === null && (
          <button
            type="button"
            className="link-button"
            aria-label={`办理推送 ${name}`}
            onClick={() => setOpenId(endpointId)}
          >
            办理
          </button>
        ),
    },
  ];
  return (
    <section aria-label="推送">
      {shown !== null && (
        <p role="status" className="panel">
          {shown.name} 的签名密文，只显示这一次，请当面交给对方：
          <br />
          <code>{shown.secret}</code>{' '}
          <button type="button" className="link-button" onClick={() => setShown(null)}>
            已交给对方，收起
          </button>
        </p>
      )}
      <DataTable
        caption="推送：每个事件告诉对方一次，只有编号，没有账上的内容"
        columns={columns}
        rows={items}
        keyOf={({ endpointId }) => endpointId}
        current={openId}
        empty="还没有登记推送。"
      />
      {open !== undefined && (
        <OpenedEndpoint key={open.endpointId} endpoint={open} onSecret={setShown} onDone={() => setOpenId(null)} />
      )}
      {allowed === null ? (
        <Nothing>没有设置允许推送的主机（BOFU_WEBHOOK_HOSTS），不能登记推送。</Nothing>
      ) : (
        <RegisterForm allowed={allowed} onSecret={setShown} />
      )}
    </section>
  );
}

function RegisterForm({
  allowed: { hosts, privateAddresses },
  onSecret,
}: {
  allowed: NonNullable<Webhooks['allowed']>;
  onSecret: (shown: Shown) => void;
}) {
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  return (
    <PlainForm
      title="登记推送"
      button="登记推送"
      inTheWay={wrongIn(NAME, name) ?? wrongIn(URL_TOLD, url)}
      onSend={async () => {
        const made = await send<{ secret: string }>('/v1/webhooks', { name: name.trim(), url: url.trim() });
        onSecret({ name: name.trim(), secret: made.secret });
        setName('');
        setUrl('');
        await outboxChanged();
      }}
    >
      <TextField of={NAME} text={name} onText={setName} note="例如 县财政接口" />
      <TextField
        of={URL_TOLD}
        text={url}
        onText={setUrl}
        note={`允许的主机：${hosts.join('、')}；${
          privateAddresses ? '内部地址与 http:// 也可以' : '须以 https:// 开头，不得指向本机或内部网络'
        }`}
      />
    </PlainForm>
  );
}

function OpenedEndpoint({
  endpoint: { endpointId, name },
  onSecret,
  onDone,
}: {
  endpoint: Endpoint;
  onSecret: (shown: Shown) => void;
  onDone: () => void;
}) {
  return (
    <section aria-label={`推送 ${name}`}>
      <h2>推送 {name}</h2>
      <PlainForm
        title="更换密文"
        button="更换密文"
        inTheWay={null}
        onSend={async () => {
          const made = await send<{ secret: string }>(`/v1/webhooks/${endpointId}/secrets`, {});
          onSecret({ name, secret: made.secret });
          onDone();
        }}
      >
        <p className="form-note">旧的密文三天内同时有效，对方可以在这期间更换。</p>
      </PlainForm>
      <PlainForm
        title="停止推送"
        button="停止推送"
        inTheWay={null}
        onSend={async () => {
          await send(`/v1/webhooks/${endpointId}/ending`, {});
          await outboxChanged();
          onDone();
        }}
      >
        <p className="form-note">停止后不能恢复，须另行登记；尚未送达的不再发送。</p>
      </PlainForm>
    </section>
  );
}

const EVERYTHING = 'all';

function Outbox({ messages, endpoints }: { messages: readonly Message[]; endpoints: readonly Endpoint[] }) {
  const nameOf = useNameOf();
  const [shown, setShown] = useState<Situation | typeof EVERYTHING>(EVERYTHING);
  const [failure, setFailure] = useState<unknown>(null);
  const [again, setAgain] = useState<string | null>(null);
  const recipientOf = ({ channel, recipient }: Message) =>
    channel === 'mail'
      ? nameOf(recipient)
      : (endpoints.find(({ endpointId }) => endpointId === recipient)?.name ?? recipient);
  const sendAgain = (message: Message) => {
    setFailure(null);
    send(`/v1/notices/${message.messageId}/resending`, {})
      .then(() => setAgain(`${recipientOf(message) ?? ''} 的一条将再发`))
      .catch(setFailure)
      .finally(() => void outboxChanged());
  };
  const columns: readonly Column<Message>[] = [
    { key: 'recipient', title: '收件', names: true, cell: (message) => recipientOf(message) },
    { key: 'channel', title: '途径', cell: ({ channel }) => CHANNEL[channel] },
    { key: 'about', title: '事由', cell: aboutInWords },
    { key: 'made', title: '生成', cell: ({ madeAt }) => instantText(madeAt) },
    {
      key: 'situation',
      title: '状态',
      cell: (message) => {
        const [word, mark] = SITUATION[situationOf(message)];
        return <StatusTag mark={mark}>{word}</StatusTag>;
      },
    },
    {
      key: 'when',
      title: '下次、了结',
      cell: ({ settledAt, dueAt }) => instantText(settledAt ?? dueAt),
    },
    { key: 'tries', title: '次数', align: 'right', cell: ({ tries }) => tries },
    {
      key: 'error',
      title: '失败',
      cell: ({ lastError }) => (lastError === null ? words.nothing : failureInWords(lastError)),
    },
    {
      key: 'again',
      title: '',
      word: '办理',
      cell: (message) =>
        ['waiting', 'given-up'].includes(situationOf(message)) && (
          <button
            type="button"
            className="link-button"
            aria-label={`再发 ${recipientOf(message) ?? ''} ${aboutInWords(message)}`}
            onClick={() => sendAgain(message)}
          >
            再发
          </button>
        ),
    },
  ];
  const rows = messages.filter((each) => shown === EVERYTHING || situationOf(each) === shown);
  return (
    <section aria-label="通知">
      <div className="toolbar">
        <h2>通知</h2>
        <Segmented<Situation | typeof EVERYTHING>
          aria-label="状态"
          value={shown}
          onChange={setShown}
          options={[
            { value: EVERYTHING, label: `全部 ${messages.length}` },
            ...(Object.keys(SITUATION) as Situation[]).map((value) => ({
              value,
              label: `${SITUATION[value][0]} ${messages.filter((each) => situationOf(each) === value).length}`,
            })),
          ]}
        />
        <div className="toolbar-end">
          <Button onClick={() => void outboxChanged()}>{words.retry}</Button>
        </div>
      </div>
      {failure !== null && <Refusal error={failure} />}
      {again !== null && failure === null && (
        <p className="recorded" role="status">
          {again}
        </p>
      )}
      <DataTable
        caption="邮件与推送，未能送达的在前；没有送达的约两天内自动再试"
        columns={columns}
        rows={rows}
        keyOf={({ messageId }) => messageId}
        empty="没有这样的通知。"
      />
    </section>
  );
}
