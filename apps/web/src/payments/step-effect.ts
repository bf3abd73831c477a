import { fen, NO_MONEY, parseYuan, sumFen, type Fen } from '@bofu/kernel';
import { typedHeadcount } from '../forms/typed-amount';
import {
  chargesFor,
  costOf,
  countedLines,
  requestIn,
  typedOf,
  typedYuan,
  type Entered,
  type Step,
} from './payment-steps';
import type { Charge } from './payments';
import type { Payment } from './payments-query';

/** What an act changes of one bearer: what of the payment is out there (or on its way), and what the appropriation has left. */
export interface Effect {
  readonly key: string;
  readonly charge: number | null;
  readonly programmeId?: string;
  readonly appropriationId: string;
  readonly held: 'inTransit' | 'net';
  readonly before: Fen;
  readonly after: Fen;
  /** What comes back to the appropriation; negative where it bears more. */
  readonly freed: Fen;
}

type Bearer = Pick<Charge, 'charge' | 'programmeId' | 'appropriationId' | 'situation' | 'amount' | 'net'>;

const effect = (bearer: Bearer, takenFen: Fen, freed: boolean): Effect => {
  const held = bearer.situation === 'submitted' ? 'inTransit' : 'net';
  const before = parseYuan(held === 'net' ? bearer.net : bearer.amount);
  return {
    key: String(bearer.charge),
    ...{ charge: bearer.charge, programmeId: bearer.programmeId, appropriationId: bearer.appropriationId, held },
    ...{ before, after: fen(before - takenFen), freed: freed ? takenFen : NO_MONEY },
  };
};

const all = (bearer: Bearer): Fen => parseYuan(bearer.situation === 'submitted' ? bearer.amount : bearer.net);

/** What a step would change as it is filled in; nothing where it changes no money, or is not filled in far enough. */
export function effectsOf(step: Step, payment: Payment, entered: Entered): readonly Effect[] {
  const { charges } = payment;
  // Money that lies on a fund account took no authority along: what it does gives none back.
  const ofAuthority = payment.reissueOf?.drawsOn !== 'fund-account';
  switch (step) {
    case 'send-back':
      return chargesFor(step, payment).map((each) => effect(each, all(each), ofAuthority));
    case 'withdraw':
    case 'void':
    case 'refuse':
    case 'reverse':
      return chosenOf(step, payment, entered).map((each) => effect(each, all(each), ofAuthority));
    case 'return':
      return returnedOf(payment, entered).map(([charge, backFen]) =>
        effect(charge, backFen, ofAuthority && !(payment.route === 'fund-account' && entered.by === 'bank')),
      );
    case 'reclassify': {
      const from = charges.find(({ charge }) => String(charge) === entered.from);
      const typed = typedYuan(entered.amountText);
      return from === undefined ? [] : moved(from, entered.to, typed === null ? all(from) : parseYuan(typed));
    }
    case 'agree-to-withdrawal':
    case 'confirm-correction': {
      const asked = requestIn(payment)?.asked ?? null;
      if (asked === null) return [];
      const named = charges.filter(({ charge }) => asked.charges.includes(charge));
      const [from] = named;
      if (asked.to !== null) return from === undefined ? [] : moved(from, asked.to, parseYuan(asked.amount));
      return named.map((each) => effect(each, all(each), ofAuthority));
    }
    default:
      return [];
  }
}

const chosenOf = (step: Step, payment: Payment, { chosen }: Entered): readonly Charge[] =>
  chargesFor(step, payment).filter(({ charge }) => chosen.includes(charge));

function moved(from: Bearer, to: string | null, movedFen: Fen): readonly Effect[] {
  const taken = effect(from, movedFen, true);
  if (to === null) return [taken];
  const opened = { key: 'to', charge: null, appropriationId: to, held: 'net', before: NO_MONEY } as const;
  return [taken, { ...opened, after: movedFen, freed: fen(-movedFen) }];
}

/** What comes back to each charge, as it is filled in so far. */
function returnedOf(payment: Payment, entered: Entered): readonly (readonly [Charge, Fen])[] {
  const out = chargesFor('return', payment);
  const ofCharges = (amounts: readonly (readonly [number, Fen])[]) =>
    out.flatMap((charge): (readonly [Charge, Fen])[] => {
      const backFen = sumFen(amounts.filter(([number]) => number === charge.charge).map(([, amountFen]) => amountFen));
      return backFen === 0n ? [] : [[charge, backFen]];
    });
  const bearerOf = (origin: number): number =>
    out.find((charge) => originOf(payment.charges, charge) === origin)?.charge ?? origin;
  switch (entered.way) {
    case 'amount': {
      const typed = typedYuan(entered.amountText);
      return typed === null || out[0] === undefined ? [] : ofCharges([[out[0].charge, parseYuan(typed)]]);
    }
    case 'charges':
      return ofCharges((typedOf(entered.amountOf, typedYuan) ?? []).map(([charge, text]) => [charge, parseYuan(text)]));
    case 'headcount': {
      const heads = typedHeadcount(entered.people);
      return heads === null
        ? []
        : ofCharges(countedLines(payment).map((line) => [bearerOf(line.charge), costOf(line, heads)]));
    }
    case 'lines': {
      const typed = new Map(typedOf(entered.peopleOf, typedHeadcount) ?? []);
      return ofCharges(
        countedLines(payment).flatMap((line) => {
          const heads = typed.get(line.line);
          return heads === undefined ? [] : [[bearerOf(line.charge), costOf(line, heads)] as const];
        }),
      );
    }
  }
}

function originOf(charges: readonly Charge[], { charge, movedFrom }: Charge): number {
  const from = charges.find((each) => each.charge === movedFrom);
  return from === undefined ? charge : originOf(charges, from);
}
