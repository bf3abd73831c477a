import { FUNDING_LEVEL_LABEL, type AppropriationTerms, type IssueKind } from '@bofu/budget';
import { invariant, type FundingLevel } from '@bofu/kernel';
import type { AccountKind } from './booking';

/**
 * Names of accounts that hledger and beancount both take. Beancount is the stricter: five English roots, and each
 * further part letters (of any script), digits and hyphens only, its first an ASCII capital or a digit.
 */
export type NamedAppropriation = { readonly appropriationId: string } & Pick<
  AppropriationTerms,
  'fiscalYear' | 'formedIn' | 'issuedAs' | 'batch' | 'programmeCode' | 'programmeName' | 'fundingLevel'
>;

const ORDER: Readonly<Record<FundingLevel, string>> = {
  central: 'L1',
  provincial: 'L2',
  municipal: 'L3',
  district: 'L4',
};

/** 正常下达 needs no word; 结转 says from which year. */
const ISSUED_AS: Readonly<Record<IssueKind, string>> = {
  regular: '',
  advance: '提前下达',
  prepaid: '预拨',
  provisional: '临时指标',
  'carry-over': '结转',
};

const ROOTS = {
  quota: 'Assets:Quota',
  'in-transit': 'Assets:InTransit',
  frozen: 'Assets:Frozen',
  paid: 'Expenses:Paid',
} as const;

/**
 * Gives every appropriation one name and keeps it: programme code and name as printed, level, and what else sets it
 * apart from the programme's others. Two that look alike once cleaned get a number.
 */
export class AccountNames {
  readonly #appropriations = new Map<string, NamedAppropriation & { readonly part: string }>();
  readonly #taken = new Set<string>();

  add(appropriation: NamedAppropriation): void {
    const { appropriationId, fiscalYear } = appropriation;
    const wanted = partOf(appropriation);
    let part = wanted;
    for (let n = 2; this.#taken.has(`${fiscalYear}:${part}`); n += 1) part = `${wanted}-${n}`;
    this.#taken.add(`${fiscalYear}:${part}`);
    this.#appropriations.set(appropriationId, { ...appropriation, part });
  }

  of(appropriationId: string, kind: AccountKind): string {
    const { fiscalYear, fundingLevel, part } = this.#known(appropriationId);
    if (kind === 'source')
      return `Income:Source:Y${fiscalYear}:${ORDER[fundingLevel]}-${FUNDING_LEVEL_LABEL[fundingLevel]}`;
    if (kind === 'virement') return `Equity:Virement:Y${fiscalYear}`;
    return `${ROOTS[kind]}:Y${fiscalYear}:${part}`;
  }

  fiscalYearOf(appropriationId: string): number {
    return this.#known(appropriationId).fiscalYear;
  }

  #known(appropriationId: string): NamedAppropriation & { readonly part: string } {
    const appropriation = this.#appropriations.get(appropriationId);
    invariant(appropriation !== undefined, `money moves on ${appropriationId} before it was issued`);
    return appropriation;
  }
}

function partOf(appropriation: NamedAppropriation): string {
  const { fiscalYear, formedIn, issuedAs, batch, programmeCode, programmeName, fundingLevel } = appropriation;
  const parts = [
    `P${cleaned(programmeCode)}`,
    cleaned(programmeName),
    FUNDING_LEVEL_LABEL[fundingLevel],
    `${ISSUED_AS[issuedAs]}${formedIn === fiscalYear ? '' : formedIn}`,
    batch === 1 ? '' : `第${batch}批`,
  ];
  return parts.filter((part) => part !== '').join('-');
}

const cleaned = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\p{L}\p{Nd}]+/gu, '-')
    .replace(/^-|-$/g, '');
