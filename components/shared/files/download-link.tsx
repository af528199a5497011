'use client';
import { type ReactNode, useContext } from 'react';
import { FailureLine } from '#components/shared/failure-notice.tsx';
import { download } from '#components/shared/ticket.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { ButtonsOff } from '#components/ui/buttons-off.ts';

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
  const off = useContext(ButtonsOff);
  return (
    <>
      <a
        href={path}
        download
        className={className}
        {...(off && { 'aria-disabled': true, 'aria-describedby': off.id, title: off.text })}
        onClick={(event) => {
          event.preventDefault();
          if (off === null) void run(() => download(path));
        }}
      >
        {children}
      </a>
      {failure && <FailureLine failure={failure} />}
    </>
  );
}
