'use client';
import { useState } from 'react';
import { CheckNotice } from '#components/connection/check-notice.tsx';
import { ConnectionFacts } from '#components/connection/connection-facts.tsx';
import { KeyForm } from '#components/connection/key-form.tsx';
import { KeySteps } from '#components/connection/key-steps.tsx';
import { OrganisationChoice } from '#components/connection/organisation-choice.tsx';
import { OrganisationKnown } from '#components/connection/organisation-known.tsx';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import type { ConnectionUse } from '#components/shared/use-connection.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Connection } from '#lib/domain/connection/connection';

/** The state of the connection, and its buttons. */
export function Connected({
  connection,
  use,
}: {
  connection: Extract<Connection, { state: 'connected' }>;
  use: Pick<ConnectionUse, 'change' | 'forget'>;
}) {
  const { source, organisation, organisations, check } = connection;
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
    <section ref={place} aria-label="Current connection" className="flex flex-col gap-4">
      <ConnectionFacts connection={connection} change={use.change} />
      {source === 'typed' && connection.keychain === 'refused' && (
        <Notice tone="amber" title="The keychain of this computer did not take the key.">
          Lockstep keeps it in memory until it is closed.
        </Notice>
      )}
      {!undecided && <CheckNotice check={check} />}
      {organisations.length > 1 && (
        <div>
          <p className="mb-2 font-medium">
            {undecided
              ? 'The key has access to several organisations. Which one do you want?'
              : 'Organisations that the key has access to'}
          </p>
          <OrganisationChoice
            organisations={organisations}
            chosen={organisation?.id ?? null}
            connect={use.change}
          />
        </div>
      )}
      {organisation !== null && check.state !== 'refused' && <OrganisationKnown />}
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
