/** Recognises accounts that probably belong to no person, by name and e-mail address alone. Pure. */
import { emailLocalPart } from '#lib/domain/account/email-domain';

const words = [
  'api',
  'automation',
  'backup',
  'bot',
  'build',
  'ci',
  'connector',
  'cron',
  'daemon',
  'deploy',
  'donotreply',
  'helpdesk',
  'integration',
  'jenkins',
  'migration',
  'monitoring',
  'noreply',
  'robot',
  'scanner',
  'service',
  'svc',
  'sync',
  'system',
  'test',
  'webhook',
];

const whole = new RegExp(`(?:^|[^\\p{L}])(?:${words.join('|')})(?:[^\\p{L}]|$)`, 'iu');
const phrases = /\b(?:no|do[-_. ]not)[-_. ]?reply\b|\bservice[-_. ]?(?:account|user)\b/i;

/** Whether the name or address contains a word that a person's does not. */
export function isServiceAccount({ name, email }: { name: string; email: string }): boolean {
  return [name, emailLocalPart(email)].some((text) => whole.test(text) || phrases.test(text));
}
