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
  /** The server's time when the answer arrived, in epoch ms (`ServerClock`). Waits are reckoned from it. */
  now: number;
}
