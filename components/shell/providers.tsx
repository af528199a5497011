'use client';
import '#components/shell/no-eval.ts';
import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactNode } from 'react';
import { SWRConfig } from 'swr';
import { OfflineButtons } from '#components/shell/offline.tsx';

/**
 * The common parts of all pages: no inline style elements, one configuration of SWR, and buttons that are off while
 * nothing answers.
 */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <SWRConfig value={{ errorRetryInterval: 3_000, focusThrottleInterval: 2_000 }}>
        <OfflineButtons>{children}</OfflineButtons>
      </SWRConfig>
    </CSPProvider>
  );
}
