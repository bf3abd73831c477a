import type { BusinessDate } from '@bofu/kernel';
import type { AlertLevel } from './alert-level';
import { keyOfLine } from './alert-line';
import { versionOn, type RuleThresholds, type Thresholds } from './alert-rule';
import type { AlertRule, Examined, RuleInputs, YearOnDay } from './rule';

/**
 * 试算: what one rule would have found on past days by thresholds that somebody proposes, beside what it finds by those in
 * force on each of them, both with what is on record now. Nothing is recorded.
 */
export interface ThresholdTrial {
  /** How many different lines were found on any of the days. */
  readonly linesInForce: number;
  readonly linesProposed: number;
  /** Where the two say different things, in the order of the days they first do. */
  readonly differences: readonly TrialDifference[];
}

export interface TrialDifference {
  readonly about: Pick<Examined, 'subject' | 'subjectName' | 'programmeId' | 'appropriationId' | 'period'>;
  /** `null`: found by the other thresholds alone. */
  readonly inForce: AlertLevel | null;
  readonly proposed: AlertLevel | null;
  readonly firstOn: BusinessDate;
  readonly lastOn: BusinessDate;
  /** On how many of the days. */
  readonly days: number;
}

/** Takes the days one by one, so that whoever has many can let others work in between. */
export class ThresholdTrialRun {
  readonly #inForce = new Set<string>();
  readonly #proposed = new Set<string>();
  readonly #differences = new Map<string, TrialDifference>();

  constructor(
    private readonly rule: AlertRule,
    private readonly thresholds: RuleThresholds,
    private readonly trial: Thresholds,
    private readonly inputs: RuleInputs,
  ) {}

  take(year: YearOnDay): void {
    const inForce = this.#found(year, versionOn(this.thresholds, year.on).thresholds, this.#inForce);
    const proposed = this.#found(year, this.trial, this.#proposed);
    for (const key of new Set([...inForce.keys(), ...proposed.keys()])) {
      const [now, then] = [inForce.get(key), proposed.get(key)];
      const about = (now ?? then)?.about;
      const levels = { inForce: now?.level ?? null, proposed: then?.level ?? null };
      if (about === undefined || levels.inForce === levels.proposed) continue;
      const kind = `${key}/${levels.inForce}/${levels.proposed}`;
      const known = this.#differences.get(kind) ?? { about, ...levels, firstOn: year.on, days: 0 };
      this.#differences.set(kind, { ...known, lastOn: year.on, days: known.days + 1 });
    }
  }

  get result(): ThresholdTrial {
    return {
      linesInForce: this.#inForce.size,
      linesProposed: this.#proposed.size,
      differences: [...this.#differences.values()],
    };
  }

  #found(year: YearOnDay, thresholds: Thresholds, seen: Set<string>) {
    const found = new Map<string, { readonly about: TrialDifference['about']; readonly level: AlertLevel }>();
    for (const { finding, unjudged: _, ...about } of this.rule.examine(year, { ...this.inputs, thresholds })) {
      if (finding === null) continue;
      const key = `${about.subject}/${keyOfLine({ rule: this.rule.id, ...about })}`;
      seen.add(key);
      found.set(key, { about, level: finding.level });
    }
    return found;
  }
}
