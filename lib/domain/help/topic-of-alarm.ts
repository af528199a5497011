/** The topic of the help to which an alarm of the confirmation leads. */
import type { TopicId } from '#lib/domain/help/topics/topic';
import type { AlarmCode } from '#lib/domain/plan/alarms/alarm';

/** The topic for each alarm of a plan. */
export const topicOfAlarm: Readonly<Record<AlarmCode, TopicId>> = {
  'last-admins': 'last-admins',
  operator: 'own-account',
  'protected-address': 'protected-address',
  'admins-unknown': 'question-open',
  'operator-unknown': 'question-open',
  'rule-unasked': 'question-open',
  'sources-contradict': 'question-open',
  'admins-by-file': 'admins-by-file',
  'size-limit': 'size-limit',
  'large-share': 'large-share',
  'earlier-run': 'left-inactive',
  'predicted-to-fail': 'predicted-refusal',
  'refused-before': 'refused-before',
  'comes-back': 'identity-provider',
  unlisted: 'not-managed',
  doubtful: 'row-doubtful',
  changed: 'changed-since-export',
  'recently-active': 'recently-active',
  'dates-unanswered': 'dates-unanswered',
  'service-accounts': 'service-account',
  'service-accounts-unknown': 'service-account',
  'tokens-in-use': 'service-account',
  'empties-domain': 'nobody-left',
  'empties-group': 'nobody-left',
  'empties-product': 'nobody-left',
  'old-export': 'old-export',
  'wrong-organisation': 'key-of-another-organisation',
};
