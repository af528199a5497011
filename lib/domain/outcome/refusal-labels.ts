/** The reasons of a refusal in as many words as fit beside a badge or a name. */
import type { FaultCode } from '#lib/domain/outcome/answer';

/** The label of each reason that Atlassian publishes. */
export const refusalLabels: Partial<Record<FaultCode, string>> = {
  'not-managed': 'not claimed by your organisation',
  unverified: 'e-mail never verified',
  'identity-provider': 'managed by identity provider',
  'not-allowed': 'not allowed by Atlassian',
  'not-found': 'no such account',
  conflict: 'not eligible',
};
