'use client';
import { useState } from 'react';
import { CheckNotice } from '#components/connection/check-notice.tsx';
import { KeyExpiry } from '#components/connection/key-expiry.tsx';
import { KeyForm } from '#components/connection/key-form.tsx';
import { KeySteps } from '#components/connection/key-steps.tsx';
import { OrganisationChoice } from '#components/connection/organisation-choice.tsx';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatDateTime } from '#components/shared/format.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import type { ConnectionUse } from '#components/shared/use-connection.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Connection } from '#lib/contract/connection';

const sources = {
  demo: 'Built into Lockstep; no key is needed',
  typed: 'Typed here; kept in memory until Lockstep is closed',
  remembered: 'From the keychain of this computer',
  environment: 'From the environment',
};

/** The connection as it is, and what can be done with it. */
export function Connected({
  connection,
  use,
}: {
  connection: Extract<Connection, { state: 'connected' }>;
  use: Pick<ConnectionUse, 'change' | 'forget'>;
}) {
  const { source, organisation, organisations, check, keyTail, apiUrl } = connection;
  const [changing, setChanging] = useState(check.state === 'refused');
  const attempt = useAttempt();
  const place = useKeptFocus<HTMLElement>(changing);
  const demo = source === 'demo';
  const undecided = organisation === null && organisations.length > 1;
  const connect: ConnectionUse['change'] = async (request) => {
    const next = await use.change(request);
    setChanging(false);
    return next;
  };

  return (
    <section ref={place} aria-label="Connection as it is" className="flex flex-col gap-4">
      <dl className="grid gap-x-6 sm:grid-cols-[max-content_1fr] sm:gap-y-2 [&_dt]:not-first:max-sm:mt-2">
        <dt className="text-ink-3">Organisation</dt>
        <dd className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{organisation?.name ?? 'Not chosen yet'}</span>
          {demo && <Badge tone="accent">Demo</Badge>}
          {check.state === 'accepted' && <Badge tone="green">Key accepted</Badge>}
        </dd>
        <dt className="text-ink-3">Key</dt>
        <dd>
          {!demo && <span className="font-mono text-xs">…{keyTail} · </span>}
          {source === 'typed' && connection.keychain === 'keeps'
            ? 'Typed here; kept in the keychain of this computer'
            : sources[source]}
        </dd>
        {!demo && (
          <>
            <dt className="text-ink-3">Expires on</dt>
            <dd>
              <KeyExpiry expiresOn={connection.expiresOn} change={use.change} />
            </dd>
          </>
        )}
        <dt className="text-ink-3">Address</dt>
        <dd className="font-mono text-xs leading-5 wrap-anywhere">{apiUrl}</dd>
        <dt className="text-ink-3">Last checked</dt>
        <dd>{formatDateTime(check.at)}</dd>
      </dl>
      {source === 'typed' && connection.keychain === 'refused' && (
        <Notice tone="amber" title="The keychain of this computer did not take the key.">
          It is in memory only, until Lockstep is closed.
        </Notice>
      )}
      {!undecided && <CheckNotice check={check} />}
      {organisations.length > 1 && (
        <div>
          <p className="mb-2 font-medium">
            {undecided ? 'The key sees several organisations. Which one?' : 'Organisations that the key sees'}
          </p>
          <OrganisationChoice
            organisations={organisations}
            chosen={organisation?.id ?? null}
            connect={use.change}
          />
        </div>
      )}
      {attempt.failure && <FailureNotice failure={attempt.failure} />}
      {changing ? (
        <div className="flex flex-col gap-4 border-t pt-4">
          <KeyForm connect={connect} cancel={() => setChanging(false)} />
          <KeySteps />
        </div>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setChanging(true)}>{demo ? 'Use an API key' : 'Change the key'}</Button>
          <Button
            busy={attempt.busy}
            onClick={() => void attempt.run(() => use.change({ source: 'recheck' }))}
          >
            Check again
          </Button>
          <Button
            aria-disabled={attempt.busy}
            onClick={() => {
              if (!attempt.busy) void attempt.run(use.forget);
            }}
          >
            {demo ? 'Leave the demo organisation' : 'Forget the key'}
          </Button>
        </div>
      )}
    </section>
  );
}
