import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Header } from '#components/shell/header';
import { Providers } from '#components/shell/providers';
import { StorageNotices } from '#components/shell/storage-notices';
import { WatchingNotice } from '#components/shell/watching-notice';
import { app } from '#lib/server/app';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Lockstep', template: '%s · Lockstep' },
  description: 'Deactivate Atlassian Cloud users in bulk, one after the other, and prove what was done.',
  referrer: 'no-referrer',
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, email: false, address: false, date: false },
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#191918' },
  ],
};

/** Reads the request's headers, so that every page is made for its request: the scripts' nonce is in them too. */
export default async function Layout({ children }: { children: ReactNode }) {
  const token = (await headers()).get('x-lockstep-session-token') ?? '';
  return (
    <html lang="en-GB" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <head>
        <meta name="lockstep-token" content={token} />
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
            <Header />
            {app().watching && <WatchingNotice />}
            <StorageNotices notices={app().storageNotices()} />
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
