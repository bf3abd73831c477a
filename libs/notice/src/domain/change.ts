/**
 * 变动. What a screen may have to read anew, by what the event's stream is about. A change says nothing of what was
 * recorded: whoever hears of it asks, and is answered by her own rights.
 */
export const TOPICS = [
  'budget',
  'papers',
  'payments',
  'attachments',
  'months',
  'alerts',
  'jobs',
  'calendars',
  'office',
  'grants',
] as const;
export type Topic = (typeof TOPICS)[number];

const TOPIC_OF: Readonly<Record<string, Topic>> = {
  appropriation: 'budget',
  programme: 'budget',
  programmeImport: 'budget',
  paper: 'papers',
  payment: 'payments',
  attachment: 'attachments',
  payoutScheme: 'payments',
  months: 'months',
  closing: 'months',
  alert: 'alerts',
  alertRule: 'alerts',
  alertWatch: 'alerts',
  job: 'jobs',
  calendar: 'calendars',
  agency: 'office',
  unit: 'office',
  office: 'office',
  person: 'office',
  rights: 'grants',
};

/** `null` for what no screen shows: claims, the seal of the sign-in log. */
export const topicOf = (category: string): Topic | null => TOPIC_OF[category] ?? null;

/** Whose books changed, topic by topic. */
export type Changes = ReadonlyMap<Topic, ReadonlySet<string>>;

export function changesIn(
  events: readonly { readonly category: string; readonly agencyId: string }[],
): Map<Topic, Set<string>> {
  const changes = new Map<Topic, Set<string>>();
  for (const { category, agencyId } of events) {
    const topic = topicOf(category);
    if (topic === null) continue;
    const agencies = changes.get(topic) ?? new Set();
    changes.set(topic, agencies.add(agencyId));
  }
  return changes;
}

/** Whose books somebody may read of a topic. */
export type Reach = (topic: Topic) => 'all' | readonly string[];

export const heardBy = (reach: Reach, changes: Changes): readonly Topic[] =>
  [...changes].flatMap(([topic, agencies]) => {
    const reached = reach(topic);
    return reached === 'all' || reached.some((agencyId) => agencies.has(agencyId)) ? [topic] : [];
  });
