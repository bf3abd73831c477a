import { fingerprintOf } from '@bofu/event-store';
import type { ReadPaper } from '@bofu/paper';
import type { Proposal } from '../propose-entries';

type Draft = ReadPaper['draft'];

export interface PointItem {
  /** The programme's number in the draft; `null` for the paper as a whole. */
  readonly sequence: number | null;
  readonly sentence: string;
  readonly printed: string;
  readonly place: Draft['flags'][number]['place'] | null;
  readonly readings: readonly string[];
}

/** Something a person has to have looked at before the paper is submitted; what is of one kind is one point. */
export interface Point {
  /** Stands for all that it says: what changes is another point, and not looked at yet. */
  readonly key: string;
  /**
   * `finding`: what the paper itself shows; `remark`: what was read with a doubt; `left-out`: what is not entered;
   * `change`: what is on the books and would be another.
   */
  readonly kind: 'finding' | 'remark' | 'left-out' | 'change';
  /** F-01 … as docs/how-to/read-a-paper.md lists them; empty for the rest. */
  readonly number: string;
  readonly title: string;
  readonly items: readonly PointItem[];
}

/** All points of a reading. What a person must decide (`open`) is asked for in its own place and is none. */
export function pointsOf(
  { findings, flags }: Draft,
  { open, leftOut, changes }: Omit<Proposal, 'acts'>,
): readonly Point[] {
  const isOpen = new Set(open.map(({ sequence, field }) => `${sequence} ${field}`));
  const found = inGroups(findings, ({ number }) => number).map(([number, all]) => ({
    ...{ kind: 'finding' as const, number, title: inShort(all.map(({ sentence }) => sentence)) },
    items: all.map(({ sentence, sequences, place }) => ({
      ...{ sequence: sequences.length === 1 ? (sequences[0] ?? null) : null, sentence },
      ...{ printed: '', place, readings: [] },
    })),
  }));
  const asked = flags.filter(({ sequence, field }) => !isOpen.has(`${sequence} ${field}`));
  const remarks = inGroups(asked, ({ sentence }) => sentence).map(([title, all]) => ({
    ...{ kind: 'remark' as const, number: '', title },
    items: all.map(({ sequence, sentence, printed, place, readings }) => ({
      ...{ sequence, sentence, printed, place, readings },
    })),
  }));
  const out = inGroups(leftOut, ({ what }) => what).map(([title, all]) => ({
    ...{ kind: 'left-out' as const, number: '', title },
    items: all.map(({ sequence, of = '' }) => ({
      ...{ sequence, sentence: title, printed: of, place: null, readings: [] },
    })),
  }));
  const changed = inGroups(changes, ({ what }) => what).map(([what, all]) => ({
    ...{ kind: 'change' as const, number: '', title: `${what} ${all.length} 处` },
    items: all.map(({ sequence, sentence }) => ({ sequence, sentence, printed: '', place: null, readings: [] })),
  }));
  return [...changed, ...found, ...remarks, ...out].map((point) => ({
    ...point,
    key: fingerprintOf(point).slice(0, 16),
  }));
}

const inShort = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} 等 ${others.length + 1} 处`;

function inGroups<One>(all: readonly One[], by: (one: One) => string): readonly (readonly [string, readonly One[]])[] {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const group = groups.get(by(one));
    if (group) group.push(one);
    else groups.set(by(one), [one]);
  }
  return [...groups];
}
