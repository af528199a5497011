'use client';
import { DemoOffer } from '#components/connection/demo-offer.tsx';
import { KeyForm } from '#components/connection/key-form.tsx';
import { KeySteps } from '#components/connection/key-steps.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { ConnectRequest } from '#lib/contract/connection';

/** The two ways to begin: your own organisation, or the demo organisation. */
export function Connect({ connect }: { connect: (request: ConnectRequest) => Promise<unknown> }) {
  return (
    <div className="grid items-start gap-4 md:grid-cols-[1.35fr_1fr]">
      <Panel
        title="Your organisation"
        lead="The key stays in the memory of this program, or in your keychain if you choose that. It is never written to a file, and no page gets it back."
      >
        <div className="flex flex-col gap-4">
          <KeyForm connect={connect} />
          <KeySteps />
        </div>
      </Panel>
      <Panel
        title="Or try it first"
        lead="The demo organisation is a small server inside Lockstep that answers as Atlassian does. Its people are made up, and it needs no key. Try a whole run there before you connect your own organisation."
      >
        <DemoOffer connect={connect} />
      </Panel>
    </div>
  );
}
