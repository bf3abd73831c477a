import type { FundingLevel } from '@bofu/budget';
import { invariant } from '@bofu/kernel';
import type { AccountKind } from './booking';

/**
 * Names of accounts that hledger and beancount both take. Beancount is the stricter: five English roots, and each
 * further part letters (of any script), digits and hyphens only, its first an ASCII capital or a digit.
 */
export interface NamedProgramme {
  readonly appropriationId: string;
  readonly fiscalYear: number;
  readonly programmeCode: string;
  readonly programmeName: string;
  readonly fundingLevel: FundingLevel;
}

const LEVELS: Record<FundingLevel, string> = {
  central: 'L1-中央',
  provincial: 'L2-省级',
  municipal: 'L3-市级',
  district: 'L4-区级',
};

const ROOTS = {
  quota: 'Assets:Quota',
  'in-transit': 'Assets:InTransit',
  frozen: 'Assets:Frozen',
  paid: 'Expenses:Paid',
} as const;

/** Gives every programme one name and keeps it; two whose codes and names look alike once cleaned get a number. */
export class AccountNames {
  readonly #programmes = new Map<string, NamedProgramme & { readonly part: string }>();
  readonly #taken = new Set<string>();

  add(programme: NamedProgramme): void {
    const wanted = `P${partOf(programme.programmeCode)}-${partOf(programme.programmeName)}`.replace(/-$/, '');
    let part = wanted;
    for (let n = 2; this.#taken.has(`${programme.fiscalYear}:${part}`); n += 1) part = `${wanted}-${n}`;
    this.#taken.add(`${programme.fiscalYear}:${part}`);
    this.#programmes.set(programme.appropriationId, { ...programme, part });
  }

  of(appropriationId: string, kind: AccountKind): string {
    const { fiscalYear, fundingLevel, part } = this.#known(appropriationId);
    if (kind === 'source') return `Income:Source:Y${fiscalYear}:${LEVELS[fundingLevel]}`;
    if (kind === 'virement') return `Equity:Virement:Y${fiscalYear}`;
    return `${ROOTS[kind]}:Y${fiscalYear}:${part}`;
  }

  fiscalYearOf(appropriationId: string): number {
    return this.#known(appropriationId).fiscalYear;
  }

  #known(appropriationId: string): NamedProgramme & { readonly part: string } {
    const programme = this.#programmes.get(appropriationId);
    invariant(programme !== undefined, `money moves on ${appropriationId} before it was issued`);
    return programme;
  }
}

const partOf = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\p{L}\p{Nd}]+/gu, '-')
    .replace(/^-|-$/g, '');
