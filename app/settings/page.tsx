import type { Metadata } from 'next';
import { ConnectionPanel } from '#components/connection/connection-panel.tsx';
import { AppearancePanel } from '#components/settings/appearance-panel.tsx';
import { DataPanel } from '#components/settings/data-panel.tsx';
import { DiagnosticsPanel } from '#components/settings/diagnostics-panel.tsx';
import { ListsPanel } from '#components/settings/lists-panel.tsx';
import { ProtectedUsers } from '#components/settings/protection/protected-users.tsx';
import { ShownTogether } from '#components/settings/shown-together.tsx';
import { SizeLimitPanel } from '#components/settings/size-limit-panel.tsx';
import { Page } from '#components/shell/page.tsx';
import { EarlierRosters } from '#components/upload/earlier-rosters.tsx';

export const metadata: Metadata = { title: 'Settings' };

export default function Settings() {
  return (
    <Page title="Settings">
      <ShownTogether label="Reading the settings">
        <div id="connection" className="scroll-mt-4">
          <ConnectionPanel />
        </div>
        <ProtectedUsers />
        <SizeLimitPanel />
        <AppearancePanel />
        <ListsPanel />
        <DataPanel>
          <EarlierRosters
            title="Uploaded rosters"
            level={3}
            empty={<p className="rounded-lg border px-3 py-4 text-center text-ink-2">No rosters are kept.</p>}
          />
        </DataPanel>
        <DiagnosticsPanel />
      </ShownTogether>
    </Page>
  );
}
