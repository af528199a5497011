import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { Header } from '#components/shell/header.tsx';
import { OfflineBand } from '#components/shell/offline.tsx';
import { OtherBrowsers } from '#components/shell/other-browsers.tsx';
import { PageFocus } from '#components/shell/page-focus.tsx';
import { Providers } from '#components/shell/providers.tsx';
import { RehearsalBand } from '#components/shell/rehearsal-band.tsx';
import { StorageNotices } from '#components/shell/storage-notices.tsx';
import { WatchingNotice } from '#components/shell/watching-notice.tsx';
import { app, rehearsing } from '#lib/server/app';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Lockstep', template: '%s · Lockstep' },
  description: 'Deactivate Atlassian Cloud users in bulk, one after the other, and prove what was done.',
  referrer: 'no-referrer',
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, email: false, address: false, date: false },
  icons: {
    icon: [
      { url: '/icon.svg', type: 'image/svg+xml', sizes: 'any' },
      { url: '/icon-192.png', type: 'image/png', sizes: '192x192' },
    ],
    apple: '/apple-touch-icon.png',
  },
};

const [light, dark] = ['#ffffff', '#191918'];

/** The colour of the browser's own bars around the page. */
export async function generateViewport(): Promise<Viewport> {
  await connection();
  const { theme } = app().preferences.read();
  if (theme === 'light' || theme === 'dark') return { themeColor: theme === 'dark' ? dark : light };
  return {
    themeColor: [
      { media: '(prefers-color-scheme: light)', color: light },
      { media: '(prefers-color-scheme: dark)', color: dark },
    ],
  };
}

/**
 * Every page is made for its request, whose headers have the nonce of its scripts. All data comes from the API, which
 * requires the token. With the cookie alone, a browser gets only what a page contains: the stage of the connection, the
 * faults of the demo organisation, and the theme.
 */
export default async function Layout({ children }: { children: ReactNode }) {
  await connection();
  const { theme } = app().preferences.read();
  const rehearsed = rehearsing();
  const switches = rehearsed.ok ? rehearsed.value.rehearsal.view()?.switches : undefined;
  return (
    <html
      lang="en-GB"
      data-theme={theme === 'system' ? undefined : theme}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <head>
        {/* Not in `metadata`: Next would write it without credentials, and the front answers only with the cookie. */}
        <link rel="manifest" href="/manifest.webmanifest" crossOrigin="use-credentials" />
      </head>
      <body>
        <a
          href="#main"
          className="absolute top-2 left-2 z-10 -translate-y-20 rounded-lg border bg-panel px-3 py-1.5 shadow-popup focus:translate-y-0"
        >
          Skip to the content
        </a>
        <Providers>
          <div className="root flex min-h-dvh flex-col">
            <RehearsalBand first={switches ?? null} />
            <Header />
            <OfflineBand />
            <PageFocus />
            {app().watching && <WatchingNotice />}
            <StorageNotices />
            <OtherBrowsers />
            <main
              id="main"
              tabIndex={-1}
              className="flex min-h-0 min-w-0 flex-1 flex-col focus-visible:outline-none"
            >
              {children}
            </main>
          </div>
        </Providers>
      </body>
    </html>
  );
}
