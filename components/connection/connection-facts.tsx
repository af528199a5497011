import { KeyExpiry } from '#components/connection/key-expiry.tsx';
import { formatDateTime } from '#components/shared/format.ts';
import type { ConnectionUse } from '#components/shared/use-connection.ts';
import { Badge } from '#components/ui/badge.tsx';
import type { Connection } from '#lib/domain/connection/connection';

const sources = {
  demo: 'Built into Lockstep. It needs no key.',
  typed: 'Typed here. Lockstep keeps it in memory until it is closed.',
  remembered: 'From the keychain of this computer',
  environment: 'From the environment',
};

/** The organisation, the key and the address of a connection. */
export function ConnectionFacts({
  connection,
  change,
}: {
  connection: Extract<Connection, { state: 'connected' }>;
  change: ConnectionUse['change'];
}) {
  const { source, organisation, check, keyTail, apiUrl } = connection;
  const demo = source === 'demo';
  return (
    <dl className="grid gap-x-6 sm:grid-cols-[max-content_1fr] sm:gap-y-2 [&_dt]:not-first:max-sm:mt-2">
      <dt className="text-ink-3">Organisation</dt>
      <dd className="flex flex-wrap items-center gap-2">
        <span className="font-medium">
          {organisation?.name ?? (check.state === 'unknown' ? 'Not known' : 'Not chosen yet')}
        </span>
        {demo && <Badge tone="accent">Demo</Badge>}
        {check.state === 'accepted' && <Badge tone="green">Key accepted</Badge>}
      </dd>
      <dt className="text-ink-3">Key</dt>
      <dd>
        {!demo && <span className="font-mono text-xs">…{keyTail} · </span>}
        {source === 'typed' && connection.keychain === 'keeps'
          ? 'Typed here. The keychain of this computer keeps it.'
          : sources[source]}
      </dd>
      {!demo && (
        <>
          <dt className="text-ink-3">Expires on</dt>
          <dd>
            <KeyExpiry expiresOn={connection.expiresOn} change={change} />
          </dd>
        </>
      )}
      <dt className="text-ink-3">Address</dt>
      <dd className="font-mono text-xs leading-5 wrap-anywhere">{apiUrl}</dd>
      <dt className="text-ink-3">Last checked</dt>
      <dd>{formatDateTime(check.at)}</dd>
    </dl>
  );
}
