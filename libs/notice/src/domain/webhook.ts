/** What a program is told: that there is an event, and where to ask for it. */
export interface WebhookContent {
  readonly about: string;
  /** The same in Chinese, for our own page; missing where it was made before it was kept. */
  readonly word?: string;
  /** When it was recorded: RFC 3339. */
  readonly timestamp: string;
  readonly data: {
    readonly position: string;
    readonly eventId: string;
    readonly agencyId: string;
    /** Of the thing it is about. */
    readonly subjectId: string;
  };
}
