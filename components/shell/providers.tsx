'use client';
import '#components/shell/no-eval.ts';
import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactNode } from 'react';
import { SWRConfig, type SWRConfiguration } from 'swr';
import { OfflineButtons } from '#components/shell/offline.tsx';

const asking: SWRConfiguration = {
  errorRetryInterval: 3_000,
  focusThrottleInterval: 2_000,
  // The server is on this computer: it answers also while the network is down.
  isOnline: () => true,
};

/**
 * The common parts of all pages: no inline style elements, one configuration of SWR, and buttons that are off while
 * nothing answers.
 */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <SWRConfig value={asking}>
        <OfflineButtons>{children}</OfflineButtons>
      </SWRConfig>
    </CSPProvider>
  );
}
