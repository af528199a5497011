import Link from 'next/link';
import type { ReviewUser } from '#lib/contract/roster';
import { emailDomain } from '#lib/domain/account/email-domain';

/** Links to rules that would protect this user together with others. */
export function RuleLinks({ user: { email, groups, orgRole } }: { user: ReviewUser }) {
  const domain = emailDomain(email);
  const rules = [
    ...(domain === '' ? [] : [{ kind: 'domain', pattern: domain, label: `everybody at ${domain}` }]),
    ...groups.slice(0, 3).map((group) => ({ kind: 'group', pattern: group, label: `everybody in ${group}` })),
    ...(orgRole === '' ? [] : [{ kind: 'role', pattern: orgRole, label: `everybody who is ${orgRole}` }]),
  ];
  if (rules.length === 0) return null;
  return (
    <p className="text-ink-2 text-xs [overflow-wrap:anywhere]">
      Or by rule:{' '}
      {rules.map(({ kind, pattern, label }, at) => (
        <span key={label}>
          {at > 0 && ', '}
          <Link
            className="text-accent hover:underline"
            href={`/settings?${new URLSearchParams({ rule: kind, pattern })}#protected`}
          >
            {label}
          </Link>
        </span>
      ))}
    </p>
  );
}
