import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { useBooks } from '../books/books';

export type AlertRule =
  paths['/v1/alert-rules']['get']['responses']['200']['content']['application/json']['items'][number];
export type RuleNotEvaluated =
  paths['/v1/alert-rules']['get']['responses']['200']['content']['application/json']['notEvaluated'][number];
export type ThresholdField = AlertRule['thresholds'][number];
export type ThresholdVersion = AlertRule['versions'][number];
export type ThresholdTrial =
  paths['/v1/alert-rules/{rule}/trial']['get']['responses']['200']['content']['application/json'];

/** By name, as written: `5.00`. */
export type Thresholds = Readonly<Record<string, string>>;

const ofBooks = (agencyId: string | null) => (agencyId === null ? {} : { agency: agencyId });

/** The rules with all versions of their thresholds; `inForce` on the day in sight. */
export function useAlertRules() {
  const { agencyId, asOf, knownAt } = useBooks();
  return useQuery({
    queryKey: ['alert-rules', agencyId, asOf, knownAt],
    queryFn: () =>
      read(
        api.GET('/v1/alert-rules', {
          params: { query: { asOf, ...(knownAt !== null && { knownAt }), ...ofBooks(agencyId) } },
        }),
      ),
  });
}

/** What thresholds would find in the year in sight, up to the day in sight; asked for once somebody asks. */
export function useThresholdTrial(rule: string, proposed: Thresholds | null) {
  const { agencyId, fiscalYear, asOf } = useBooks();
  const thresholds = Object.entries(proposed ?? {})
    .map(([name, value]) => `${name}:${value}`)
    .join(',');
  return useQuery({
    queryKey: ['threshold-trial', agencyId, fiscalYear, asOf, rule, thresholds],
    enabled: proposed !== null,
    queryFn: () =>
      read(
        api.GET('/v1/alert-rules/{rule}/trial', {
          params: { path: { rule }, query: { fiscalYear, upTo: asOf, thresholds, ...ofBooks(agencyId) } },
        }),
      ),
  });
}

export const versionInForce = ({ versions, inForce }: AlertRule): ThresholdVersion | undefined =>
  versions.find(({ version }) => version === inForce);

/** `黄：滞后 5.00 个百分点，橙：滞后 10.00 个百分点`; of a switch, what it says. */
export const thresholdsText = ({ thresholds }: AlertRule, values: Thresholds): string =>
  thresholds.map(({ name, label, unit }) => `${label} ${valueText(unit, values[name] ?? '')}`).join('，');

const SWITCH = '0 否，1 是';

const valueText = (unit: string, value: string): string =>
  unit === SWITCH ? (value === '1' ? '是' : '否') : `${value} ${unit}`;
