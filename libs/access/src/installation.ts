/** What was founded with the store's first event. */
export abstract class Installation {
  /** Whose the things are that exist once in the whole installation. */
  abstract readonly rootAgencyId: string;
}
