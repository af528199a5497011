'use client';
import type { ReactNode } from 'react';
import { download } from '#components/shared/ticket.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';

/** A link to a file of the API. The browser cannot send the token with it, so it is fetched with a ticket. */
export function DownloadLink({
  path,
  className,
  children,
}: {
  path: string;
  className?: string;
  children: ReactNode;
}) {
  const { failure, run } = useAttempt();
  return (
    <>
      <a
        href={path}
        download
        className={className}
        onClick={(event) => {
          event.preventDefault();
          void run(() => download(path));
        }}
      >
        {children}
      </a>
      {failure && (
        <span role="alert" className="text-sm text-red">
          {failure.message} {failure.hint}
        </span>
      )}
    </>
  );
}
