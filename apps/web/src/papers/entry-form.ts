import type { Entry } from './papers';

const DO = {
  'supplement-appropriation': 'supplement',
  'reduce-appropriation': 'reduction',
  'claw-back-appropriation': 'clawback',
  'freeze-appropriation': 'freeze',
  'unfreeze-appropriation': 'unfreeze',
} as const;

type FormAddress = readonly [path: string, more: Readonly<Record<string, string | number>>];

const yearIn = (day: string) => ({ year: day.slice(0, 4) });

/** Where the form stands that an entry comes from; `null` where there is none, or it is about another entry. */
export function formOf(sent: Entry): FormAddress | null {
  switch (sent.type) {
    case 'issue-appropriation':
      return ['/programmes/issue', { year: sent.content.fiscalYear }];
    case 'supplement-appropriation':
    case 'reduce-appropriation':
    case 'claw-back-appropriation':
    case 'freeze-appropriation':
    case 'unfreeze-appropriation':
      if (sent.appropriationId === undefined) return null;
      return [
        '/payments/adjustment',
        { do: DO[sent.type], to: sent.appropriationId, ...yearIn(sent.content.effectiveOn) },
      ];
    case 'transfer-virement':
      return ['/payments/adjustment', { do: 'virement', ...yearIn(sent.content.effectiveOn) }];
    case 'adopt-spending-plan':
    case 'revise-spending-plan':
      if (sent.appropriationId === undefined) return null;
      return [`/setup/plans/${sent.appropriationId}`, yearIn(sent.content.effectiveOn)];
    case 'register-programme':
      return ['/setup/programmes', {}];
    case 'set-payment-standard':
      return ofProgramme(sent, {});
    case 'set-performance-targets':
      return ofProgramme(sent, { tab: 'targets', year: sent.content.fiscalYear });
    case 'define-programme-group':
      return ofProgramme(sent, { tab: 'groups' });
    case 'rename-programme':
    case 'end-programme':
    case 'continue-programme':
      return ofProgramme(sent, { tab: 'name' });
    case 'replace-provisional-authority':
      return null;
  }
}

const ofProgramme = ({ programmeId }: { readonly programmeId?: string }, more: FormAddress[1]): FormAddress | null =>
  programmeId === undefined ? null : [`/setup/programmes/${programmeId}`, more];
