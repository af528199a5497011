/** What must be known of a call to say what its answer means. */

export interface CallContext {
  /** A `write` may have changed something; a `read` never does. */
  kind: 'read' | 'write';
  /** Whether the path names one account or only the organisation: a 403 means different things. */
  about: 'account' | 'organisation';
  /** A source that Lockstep can do without: one that refuses a key says nothing of what else the key may do. */
  optional?: boolean;
  /** Host name of the base URL, for the sentences. */
  host: string;
  /** Local wall clock, epoch ms. */
  now: number;
}
