import dns from 'node:dns';
import { createServer, type RequestListener, type Server } from 'node:http';
import { isIP, type AddressInfo } from 'node:net';
import { NotTaken, sendWebhook } from './send-webhook';

const NAME = 'hooks.example.gov.cn';
const AT = '2026-03-01T09:00:00.000+08:00';
const data = { position: '1', eventId: 'e', agencyId: 'a', subjectId: 's' };
const message = { messageId: 'm-1', content: { about: 'PaymentPaid', timestamp: AT, data } };
const secrets = ['whsec_AAAA'];

const servers: Server[] = [];
/** Answers on that address, and counts who comes. */
async function listening(address: string, answer: RequestListener, port = 0) {
  const seen: string[] = [];
  const server = createServer((request, reply) => {
    seen.push(`${request.socket.localAddress} ${request.headers.host}${request.url}`);
    answer(request, reply);
  });
  const connections: string[] = [];
  server.on('connection', ({ localAddress }) => connections.push(String(localAddress)));
  servers.push(server);
  await new Promise<void>((resolve, reject) => server.on('error', reject).listen(port, address, resolve));
  return { port: (server.address() as AddressInfo).port, seen, connections };
}
const takes: RequestListener = (_, reply) => reply.writeHead(204).end();
const send = (url: string, privateAddresses: boolean, hosts = [new URL(url).hostname]) =>
  sendWebhook({ url, secrets }, message, { hosts, privateAddresses }, AT);

/** Each time it is asked, the next of these; the last one for good. */
const resolvesTo = (...answers: string[]) => {
  let asked = 0;
  return jest.spyOn(dns, 'lookup').mockImplementation(((
    _name: string,
    _options: object,
    callback: (...answer: unknown[]) => void,
  ) => {
    const address = answers[Math.min(asked++, answers.length - 1)] ?? '';
    callback(null, [{ address, family: isIP(address) }]);
  }) as never);
};

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

it('goes to whom it is allowed to', async () => {
  const { port, seen } = await listening('127.0.0.1', takes);
  resolvesTo('127.0.0.1');
  await send(`http://${NAME}:${port}/bofu`, true);
  expect(seen).toEqual([`127.0.0.1 ${NAME}:${port}/bofu`]);
});

it.each(['127.0.0.1', '::ffff:127.0.0.1'])(
  'makes no connection where the name leads to %s, which is not allowed',
  async (address) => {
    const { port, connections } = await listening('127.0.0.1', takes);
    resolvesTo(address);
    await expect(send(`https://${NAME}:${port}/`, false)).rejects.toMatchObject({ code: 'PRIVATE_ADDRESS' });
    expect(connections).toEqual([]);
    // The control: it would have come in.
    await expect(send(`https://${NAME}:${port}/`, true)).rejects.toThrow();
    expect(connections).toHaveLength(1);
  },
);

it('makes none to an address written out, whichever way, that is not allowed', async () => {
  const { port, connections } = await listening('127.0.0.1', takes);
  for (const host of ['127.0.0.1', '2130706433', '0x7f000001', '017700000001', '127.1'])
    await expect(send(`https://${host}:${port}/`, false)).rejects.toMatchObject({ code: 'destination-not-allowed' });
  expect(connections).toEqual([]);
  await send(`http://2130706433:${port}/`, true);
  expect(connections).toHaveLength(1);
});

it('connects to the very address that was looked at: a name that answers otherwise the next time gains nothing', async () => {
  const first = await listening('127.0.0.1', takes);
  const second = await listening('127.0.0.2', takes, first.port);
  const asked = resolvesTo('127.0.0.1', '127.0.0.2');
  await send(`http://${NAME}:${first.port}/`, true);
  expect(asked).toHaveBeenCalledTimes(1);
  expect([first.connections, second.connections]).toEqual([['127.0.0.1'], []]);
  // The control: asked anew for the next message, the name does lead elsewhere.
  await send(`http://${NAME}:${first.port}/`, true);
  expect([first.connections, second.connections]).toEqual([['127.0.0.1'], ['127.0.0.2']]);
});

it('is looked at again for each message: what was public once may not be private later', async () => {
  const { port, connections } = await listening('127.0.0.1', takes);
  const asked = jest
    .spyOn(dns, 'lookup')
    .mockImplementationOnce(((_name: string, _options: object, callback: (...answer: unknown[]) => void) =>
      callback(Object.assign(new Error('not now'), { code: 'EAI_AGAIN' }))) as never);
  await expect(send(`https://${NAME}:${port}/`, false)).rejects.toMatchObject({ code: 'EAI_AGAIN' });
  asked.mockRestore();
  resolvesTo('127.0.0.1');
  await expect(send(`https://${NAME}:${port}/`, false)).rejects.toMatchObject({ code: 'PRIVATE_ADDRESS' });
  expect(connections).toEqual([]);
});

it.each([301, 302, 303, 307, 308])('does not follow a redirect (%i), to whomever', async (status) => {
  const elsewhere = await listening('127.0.0.1', takes);
  const { port, seen } = await listening('127.0.0.1', (_, reply) =>
    reply.writeHead(status, { location: `http://127.0.0.1:${elsewhere.port}/elsewhere` }).end(),
  );
  resolvesTo('127.0.0.1');
  const sent = send(`http://${NAME}:${port}/`, true, [NAME, '127.0.0.1']);
  await expect(sent).rejects.toThrow(NotTaken);
  await expect(sent).rejects.toMatchObject({ code: `HTTP ${status}` });
  expect([seen.length, elsewhere.connections]).toEqual([1, []]);
  // The control: asked for by itself, it is there.
  await send(`http://127.0.0.1:${elsewhere.port}/elsewhere`, true);
  expect(elsewhere.connections).toHaveLength(1);
});
