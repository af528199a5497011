'use client';
import { type ReactNode, useRef, useState } from 'react';
import { lostLabel, serverContact, useContact } from '#components/shared/contact/server-contact.ts';
import { CopyButton } from '#components/shared/copy-button.tsx';
import { formatClock } from '#components/shared/format.ts';
import { useHeldLinks } from '#components/shell/use-held-links.ts';
import { Button } from '#components/ui/button.tsx';
import { ButtonsOff } from '#components/ui/buttons-off.ts';
import { Unplug } from '#components/ui/icons/lucide.tsx';

const reasonId = 'lockstep-is-not-running';

/** Switches off the buttons that send requests while the server does not answer. */
export function OfflineButtons({ children }: { children: ReactNode }) {
  const contact = useContact();
  const reason = contact.lost && { text: `${lostLabel(contact)}.`, id: reasonId };
  return <ButtonsOff value={reason}>{children}</ButtonsOff>;
}

/**
 * The band on every page while the server does not answer: since when, what that means, and how to start it again. A
 * link pressed meanwhile moves the focus here instead of opening the browser's error page.
 */
export function OfflineBand() {
  const contact = useContact();
  const { lost, heardAt } = contact;
  const band = useRef<HTMLElement>(null);
  const [heldLink, setHeldLink] = useState<string | null>(null);
  useHeldLinks((name) => {
    setHeldLink(name);
    // The band may have just appeared.
    requestAnimationFrame(() => band.current?.focus());
  });
  return (
    <div role="alert">
      {lost && (
        <section
          ref={band}
          tabIndex={-1}
          aria-labelledby={reasonId}
          className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b bg-amber-soft px-4 py-2.5 sm:px-5"
        >
          <Unplug size={16} className="shrink-0 text-amber max-sm:hidden" />
          <div className="min-w-0 flex-1 basis-72">
            <h2 id={reasonId} className="font-semibold text-amber">
              {lostLabel(contact)}. This page shows what it last heard at {formatClock(heardAt)}.
            </h2>
            <p className="text-ink-2">
              {heldLink !== null && `“${heldLink}” cannot be opened until it runs again. `}
              {lost === 'silent'
                ? 'A run may go on. After Ctrl-Z, type fg in its terminal; or end it, start it again'
                : 'Nobody is called while it is off. Start it again in its folder'}{' '}
              and open the link that it prints: every outcome is kept, and a user whose call was under way is
              read back first.
            </p>
          </div>
          <StartAgain />
        </section>
      )}
    </div>
  );
}

function StartAgain() {
  const [asking, setAsking] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <code className="rounded-md border bg-panel px-2 py-1 font-mono text-xs">npm start</code>
      <CopyButton text="npm start" label="Copy npm start" variant="default" />
      <Button
        size="sm"
        aria-disabled={asking}
        onClick={() => {
          setAsking(true);
          void serverContact.ask().finally(() => setAsking(false));
        }}
      >
        Try again
      </Button>
    </div>
  );
}
