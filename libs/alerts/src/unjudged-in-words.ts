import { mergeCatalogues, problemOf } from '@bofu/http';
import { Refusal } from '@bofu/kernel';
import { alertRefusals } from './alert-refusals';
import type { UnjudgedSubject } from './domain/alert-watch';

export interface Unjudged {
  readonly rule: string;
  readonly ruleName: string;
  readonly subject: string;
  readonly subjectName: string;
  readonly reason: Error;
}

const catalogue = mergeCatalogues([alertRefusals]);

/** A refusal's sentence; a defect's own message, for whoever mends it. */
const inWords = (reason: Error): string =>
  (reason instanceof Refusal ? problemOf(reason, catalogue, { instance: '', traceId: '' })?.title : undefined) ??
  reason.message;

export const unjudgedInWords = ({ reason, ...about }: Unjudged): UnjudgedSubject => ({
  ...about,
  reason: inWords(reason),
});
