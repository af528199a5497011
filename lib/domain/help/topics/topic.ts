/** The help: one topic for each situation that a message can tell of. The page, the links and the docs share it. */

/** Every topic, in the order of the page. */
export const topicIds = [
  'key-not-accepted',
  'key-with-scopes',
  'key-of-another-organisation',
  'not-connected',
  'atlassian-out-of-reach',
  'proxy-or-certificate',
  'slow-down',
  'atlassian-error',
  'not-managed',
  'identity-provider',
  'address-not-verified',
  'not-allowed',
  'own-account',
  'no-such-account',
  'not-eligible',
  'predicted-refusal',
  'in-doubt',
  'first-user',
  'many-faults',
  'many-refusals',
  'nobody-can-be-read',
  'other-than-predicted',
  'not-as-reported',
  'stood-still',
  'file-not-understood',
  'file-too-large',
  'row-blocked',
  'row-doubtful',
  'question-open',
  'size-limit',
  'last-admins',
  'protected-address',
  'admins-by-file',
  'large-share',
  'left-inactive',
  'refused-before',
  'service-account',
  'recently-active',
  'dates-unanswered',
  'changed-since-export',
  'nobody-left',
  'old-export',
  'nobody-selected',
  'changed-meanwhile',
  'not-there',
  'not-as-needed',
  'sign-in-again',
  'only-watching',
  'nothing-can-be-written',
  'data-folder-changed',
  'lockstep-not-running',
  'fault-of-lockstep',
] as const;

/** The name of a topic. It is also its place on the help page: `/help#not-managed`. */
export type TopicId = (typeof topicIds)[number];

/** A situation, and the way out of it. */
export interface Topic {
  title: string;
  /** The meaning, in a few sentences. */
  meaning: string;
  /** Steps to take, in order. */
  steps: readonly string[];
}

/** The topics of one chapter. */
export type Chapter<Id extends TopicId = TopicId> = Readonly<Record<Id, Topic>>;
