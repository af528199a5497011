import type { Metadata } from 'next';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { ConnectionGate } from '#components/connection/connection-gate.tsx';
import { ConnectionPanelLater } from '#components/connection/connection-panel-later.tsx';
import { Greeting } from '#components/connection/greeting.tsx';
import { KeyDoubt } from '#components/connection/key-doubt.tsx';
import { BelowRunNotices } from '#components/runs/below-notices.tsx';
import { DueVerification } from '#components/runs/due-verification.tsx';
import { OpenRuns } from '#components/runs/open-runs.tsx';
import { UnfinishedRun } from '#components/runs/unfinished-run.tsx';
import { Page } from '#components/shell/page.tsx';
import { type Step, Steps } from '#components/shell/steps.tsx';
import { Welcome } from '#components/shell/welcome.tsx';
import { EarlierRosters } from '#components/upload/earlier-rosters.tsx';
import { UploadLater } from '#components/upload/upload-later.tsx';
import { connectionStage } from '#lib/server/app';

export const metadata: Metadata = { title: 'New run · Lockstep' };

export default async function NewRun() {
  await connection();
  return (
    <ConnectionGate
      first={connectionStage()}
      none={
        <Place step="connect">
          <Greeting welcome={<Welcome />}>
            <ConnectionPanelLater />
            <EarlierRosters title="Earlier uploads" />
          </Greeting>
        </Place>
      }
      unready={
        <Place step="connect" title="New run">
          <ConnectionPanelLater />
          <EarlierRosters title="Earlier uploads" />
        </Place>
      }
      demo={<UploadPlace samples />}
      ready={<UploadPlace samples={false} />}
    />
  );
}

function UploadPlace({ samples }: { samples: boolean }) {
  return (
    <Place step="upload" title="Upload an export">
      <KeyDoubt />
      <UploadLater samples={samples} />
      <EarlierRosters title="Continue with an earlier upload" />
    </Place>
  );
}

function Place({ step, title, children }: { step: Step; title?: string; children: ReactNode }) {
  return (
    <>
      <Steps current={step} />
      <Page title={title}>
        <UnfinishedRun />
        <OpenRuns />
        <DueVerification />
        <BelowRunNotices>{children}</BelowRunNotices>
      </Page>
    </>
  );
}
