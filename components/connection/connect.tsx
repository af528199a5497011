'use client';
import { DemoOffer } from '#components/connection/demo-offer.tsx';
import { KeyForm } from '#components/connection/key-form.tsx';
import { KeySteps } from '#components/connection/key-steps.tsx';
import { useReturns } from '#components/connection/use-returns.ts';
import { Panel } from '#components/ui/panel.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import type { ConnectRequest } from '#lib/contract/connection';

/**
 * The two ways to begin: the demo organisation and your own. A newcomer sees the demo first. An admin who has an upload
 * or a run sees the key first.
 */
export function Connect({ connect }: { connect: (request: ConnectRequest) => Promise<unknown> }) {
  const returns = useReturns();
  if (returns === null) return <RowsSkeleton label="Reading earlier uploads and runs" rows={3} />;
  const demo = (
    <Panel
      key="demo"
      title={returns ? 'Demo organisation' : 'New here? Try it on the demo organisation'}
      lead="A small server on this computer answers as Atlassian does, refusals included. Its 250 people are made up, and it needs no key."
    >
      <DemoOffer connect={connect} first={!returns} />
    </Panel>
  );
  const own = (
    <Panel
      key="own"
      title="Connect your organisation"
      lead="Connecting reads a few facts and changes nothing. The key stays in the memory of this program, or in your keychain if you choose that. It is never written to a file, and no page gets it back."
    >
      <div className="flex flex-col gap-4">
        <KeyForm connect={connect} first={returns} />
        <KeySteps />
      </div>
    </Panel>
  );
  return <div className="grid items-start gap-4 md:grid-cols-2">{returns ? [own, demo] : [demo, own]}</div>;
}
