/** The facts about a call that decide what its answer means. */

export interface CallContext {
  /** A `write` may have changed something; a `read` never does. */
  kind: 'read' | 'write';
  /** Whether the path names one account or only the organisation. The meaning of a 403 depends on it. */
  about: 'account' | 'organisation';
  /** An optional source: if it refuses the key, that says nothing about the key's other permissions. */
  optional?: boolean;
  /** The base URL's host name, for messages. */
  host: string;
  /** Local wall clock, epoch ms. */
  now: number;
}
