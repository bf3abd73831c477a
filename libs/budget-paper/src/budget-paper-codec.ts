import { z } from 'zod';
import { budgetActShape } from '@bofu/budget';
import { codecOf, eventData } from '@bofu/event-store';
import type { PaperEvent } from './domain/budget-paper';

const { count, dataOf, documentNumber, text } = eventData;

const own = { paperId: text };
const signed = { ...own, digest: text, shownAt: text };

/** None has a business day: what an approval books has its own. */
export const paperCodec = codecOf<PaperEvent>({
  PaperEntryMade: { parse: dataOf({ ...own, entry: count, act: budgetActShape }) },
  PaperSubmitted: {
    schema: 2,
    // The first version had the digest of a file alone.
    upcast: { 1: (data) => ({ ...data, fileName: null }) },
    parse: dataOf({
      ...own,
      title: text,
      documentNumber: documentNumber.nullable(),
      entries: count,
      replaces: text.nullable(),
      fileDigest: text.nullable(),
      fileName: text.nullable(),
      contentDigest: z.string(),
    }),
  },
  PaperReviewed: { parse: dataOf(signed) },
  PaperApproved: { parse: dataOf(signed) },
  PaperReturned: { parse: dataOf({ ...own, reason: text }) },
  PaperTakenBack: { parse: dataOf({ ...own, reason: text }) },
});
