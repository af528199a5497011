import type { Tone } from '#components/ui/badge.tsx';
import type { ProtectionSource } from '#lib/domain/protection/protection';

/** A few words about the source of a protection. */
export const sourceLabels: Record<ProtectionSource, { label: string; tone: Tone }> = {
  admin: { label: 'Set by you', tone: 'neutral' },
  rule: { label: 'By a rule', tone: 'neutral' },
  'organisation-admin': { label: 'Organisation admin', tone: 'green' },
  'service-account': { label: 'Service account', tone: 'green' },
  operator: { label: 'You', tone: 'accent' },
};

/** The order of the list: the operator first, then what the admin decided, then what Lockstep found. */
export const sourceOrder: Record<ProtectionSource, number> = {
  operator: 0,
  admin: 1,
  rule: 2,
  'organisation-admin': 3,
  'service-account': 4,
};
