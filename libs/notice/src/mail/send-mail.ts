import { createTransport } from 'nodemailer';
import type { MailWords } from '../domain/content';

export interface MailSettings {
  /** `smtps://user:password@mail.example.gov.cn:465`. */
  readonly url: string;
  /** `拨付 <bofu@example.gov.cn>`. */
  readonly from: string;
}

/** Hands one mail over, under an id that stays the same however often it is tried. Throws what the server refuses with. */
export type SendMail = (to: string, messageId: string, words: MailWords) => Promise<void>;

const PATIENCE_MS = 20_000;

export function mailBy({ url, from }: MailSettings): SendMail {
  const transport = createTransport(url, {
    ...{ connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS },
    // Nothing we send is read from a file or fetched from anywhere.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const host = from.split('@').at(-1)?.replace('>', '') ?? 'bofu';
  return async (to, messageId, { subject, text }) => {
    await transport.sendMail({
      ...{ from, to, subject, text },
      messageId: `<${messageId}@${host}>`,
      // No machine answers a machine (RFC 3834).
      headers: { 'auto-submitted': 'auto-generated' },
    });
  };
}

/** What went wrong as a code: what the server said may name people. */
export function codeOfMailError(error: unknown): string {
  const { code = 'failed', responseCode = '' } = error as { code?: string; responseCode?: number };
  return `${code} ${responseCode}`.trim();
}

/** Refused for good: the same mail will not be taken later (RFC 5321 4.2.1). */
export const isRefusedForGood = (error: unknown): boolean => {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  return code !== 'EAUTH' && responseCode !== undefined && responseCode >= 500;
};
