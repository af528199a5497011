'use client';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';
import { SWRConfig } from 'swr';

/** What everything on the page relies on: no inline style elements, one set of reading habits, tooltips in turn. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <SWRConfig value={{ errorRetryInterval: 3_000, focusThrottleInterval: 2_000 }}>
        <Tooltip.Provider delay={400}>{children}</Tooltip.Provider>
      </SWRConfig>
    </CSPProvider>
  );
}
