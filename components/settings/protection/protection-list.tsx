'use client';
import { useMemo, useState } from 'react';
import { matchPeople } from '#components/settings/protection/match-people.ts';
import { ProtectionRow } from '#components/settings/protection/protection-row.tsx';
import { sourceOrder } from '#components/settings/protection/protection-sources.ts';
import { UnprotectDialog } from '#components/settings/protection/unprotect-dialog.tsx';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Search, ShieldCheck } from '#components/ui/icons/lucide.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { Protection } from '#lib/domain/protection/protection';

/** Number of rows shown at first: an organisation may have thousands of protected users. */
const batch = 50;

/** The protected users, with a search, and a button that removes each protection. */
export function ProtectionList({
  protections,
  unprotect,
}: {
  protections: readonly Protection[];
  unprotect: (accountId: string, reason: string) => Promise<void>;
}) {
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(batch);
  const [asking, setAsking] = useState<Protection | null>(null);
  const place = useKeptFocus<HTMLElement>(`${protections.length} ${asking === null}`);
  const sorted = useMemo(() => protections.toSorted(byOrder), [protections]);
  const found = useMemo(() => matchPeople(sorted, text), [sorted, text]);
  if (protections.length === 0) return <NobodyProtected />;
  return (
    <section ref={place} aria-label="Who is protected">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <TextField
          type="search"
          label="Search protected users"
          labelHidden
          placeholder="Name, e-mail, account ID or reason"
          className="w-full sm:w-80"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setLimit(batch);
          }}
          trailing={<Search size={14} className="mr-1.5 text-ink-3" />}
        />
        <p role="status" className="text-xs text-ink-3">
          {text.trim()
            ? `${formatCount(found.length)} of ${formatQuantity(protections.length, 'protected user')}`
            : formatQuantity(protections.length, 'protected user')}
        </p>
      </div>
      <ul className="mt-3 divide-y border-y">
        {found.slice(0, limit).map((protection) => (
          <ProtectionRow
            key={protection.accountId}
            protection={protection}
            remove={() => setAsking(protection)}
          />
        ))}
        {found.length === 0 && <li className="py-6 text-center text-ink-2">Nobody matches.</li>}
      </ul>
      {found.length > limit && (
        <Button className="mt-2" size="sm" variant="quiet" onClick={() => setLimit(limit + batch * 4)}>
          Show more of {formatCount(found.length)}
        </Button>
      )}
      {asking && <UnprotectDialog protection={asking} unprotect={unprotect} close={() => setAsking(null)} />}
    </section>
  );
}

function NobodyProtected() {
  return (
    <EmptyState
      className="rounded-lg border py-8"
      icon={<ShieldCheck size={20} strokeWidth={1.5} />}
      title="Nobody is protected yet"
    >
      When you upload an export, Lockstep protects the organisation admins in it and the account that you say
      is yours. You can protect others here or on the review.
    </EmptyState>
  );
}

function byOrder(one: Protection, other: Protection): number {
  return sourceOrder[one.source] - sourceOrder[other.source] || other.createdAt - one.createdAt;
}
