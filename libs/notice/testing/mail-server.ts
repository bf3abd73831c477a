import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: string;
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
}

/** A mail server in this process; it takes what it is told to take, and keeps it. */
export async function startMailServer() {
  const received: ReceivedMail[] = [];
  const refusals: { code: number; times: number } = { code: 0, times: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (refusals.times > 0) {
          refusals.times -= 1;
          return done(Object.assign(new Error('mailbox of somebody is full'), { responseCode: refusals.code }));
        }
        const raw = Buffer.concat(parts).toString();
        const [head = '', ...body] = raw.split('\r\n\r\n');
        const field = (name: string) => new RegExp(`^${name}: (.*(?:\\r\\n .*)*)`, 'mi').exec(head)?.[1] ?? '';
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address).join(),
          messageId: field('Message-ID'),
          subject: decodedWords(field('Subject')),
          text: decodedBody(body.join('\r\n\r\n'), field('Content-Transfer-Encoding')),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    /** The next so many are refused with that code. */
    refuse: (code: number, times: number) => void Object.assign(refusals, { code, times }),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** RFC 2047. */
const decodedWords = (text: string): string =>
  text
    .replace(/\r\n /g, '')
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, how: string, word: string) =>
      how.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString() : unquoted(word.replaceAll('_', ' ')),
    );
const unquoted = (text: string): string =>
  Buffer.from(
    text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString();
const decodedBody = (body: string, encoding: string): string =>
  encoding === 'base64'
    ? Buffer.from(body, 'base64').toString()
    : encoding === 'quoted-printable'
      ? unquoted(body)
      : body;
