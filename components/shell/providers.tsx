'use client';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';
import { SWRConfig } from 'swr';

/** What all pages share: no inline style elements, one configuration of SWR, one delay of tooltips. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <SWRConfig value={{ errorRetryInterval: 3_000, focusThrottleInterval: 2_000 }}>
        <Tooltip.Provider delay={400}>{children}</Tooltip.Provider>
      </SWRConfig>
    </CSPProvider>
  );
}
