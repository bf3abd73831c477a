import type { ProgrammesTouched } from '@bofu/access';
import { attachmentAggregate } from '@bofu/attachment';
import { appropriationAggregate } from '@bofu/budget';
import { paperAggregate } from '@bofu/budget-paper';
import { categoryOf, idOf, streamId, type Decisions } from '@bofu/event-store';
import { paymentAggregate, payoutSchemeAggregate } from '@bofu/payment';

type Load = Decisions['load'];

/** Of which programmes money is, whatever an act is about: what rights for a set of programmes are held against. */
export const programmesTouched: ProgrammesTouched = async (stream, load) => {
  const id = idOf(stream);
  switch (categoryOf(stream)) {
    case 'programme':
      return [id];
    case 'appropriation':
      return ofAppropriation(id, load);
    case 'payment': {
      const payment = await load(paymentAggregate(id));
      return payment.situation === 'not-submitted' ? [] : payment.charges.map(({ programmeId }) => programmeId);
    }
    case 'payoutScheme': {
      const { versions } = await load(payoutSchemeAggregate(id));
      return ofAll(
        (versions.at(-1)?.lines ?? []).map(({ appropriationId }) => appropriationId),
        load,
      );
    }
    case 'paper':
      return ofPaper(id, load);
    case 'attachment': {
      const attachment = await load(attachmentAggregate(id));
      if (attachment.situation === 'not-added') return [];
      const { subject } = attachment;
      return subject.kind === 'month' ? [] : programmesTouched(streamId(subject.kind, subject.id), load);
    }
    default:
      return [];
  }
};

async function ofAppropriation(appropriationId: string, load: Load): Promise<readonly string[]> {
  const appropriation = await load(appropriationAggregate(appropriationId));
  return appropriation.situation === 'not-issued' ? [] : [appropriation.terms.programmeId];
}

async function ofAll(appropriationIds: readonly string[], load: Load): Promise<readonly string[]> {
  const found: string[] = [];
  for (const appropriationId of appropriationIds) found.push(...(await ofAppropriation(appropriationId, load)));
  return found;
}

/** An entry is about something on record, or about what an earlier entry of the same paper names. */
async function ofPaper(paperId: string, load: Load): Promise<readonly string[]> {
  const { acts } = await load(paperAggregate(paperId));
  const found: string[] = [];
  for (const act of acts) {
    if (act.type === 'register-programme') found.push(act.code);
    else if (act.type === 'transfer-virement') found.push(...(await ofAll([act.from, act.to], load)));
    else if (act.type === 'issue-appropriation')
      found.push('programmeId' in act.programme ? act.programme.programmeId : act.programme.code);
    else if ('appropriationId' in act.on) found.push(...(await ofAppropriation(act.on.appropriationId, load)));
    else if ('programmeId' in act.on) found.push(act.on.programmeId);
  }
  return found;
}
