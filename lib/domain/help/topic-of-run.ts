/** The topic of the help to which a pause or the end of a run leads. */
import type { TopicId } from '#lib/domain/help/topics/topic';
import type { HaltCode, PauseCode } from '#lib/domain/run/events';

/** The topic for each pause of a run; null where the admin paused it, or where it was agreed before. */
export const topicOfPause: Readonly<Record<PauseCode, TopicId | null>> = {
  admin: null,
  'canary-done': null,
  'canary-refused': 'first-user',
  'canary-unconfirmed': 'first-user',
  'faults-in-a-row': 'many-faults',
  'refusals-in-a-row': 'many-refusals',
  'nobody-read': 'nobody-can-be-read',
  'stood-still': 'stood-still',
  drift: 'other-than-predicted',
};

/** The topic for each reason for which Lockstep ends a run itself. */
export const topicOfHalt: Readonly<Record<HaltCode, TopicId>> = {
  'key-refused': 'key-not-accepted',
  'journal-failed': 'nothing-can-be-written',
};
