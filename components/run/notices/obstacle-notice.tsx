import Link from 'next/link';
import type { ReactElement } from 'react';
import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Obstacle } from '#lib/domain/run/next/obstacle';

/** Why a waiting run cannot be resumed, or what the admin must answer before. */
export function ObstacleNotice({ obstacle, control }: { obstacle: Obstacle; control: RunControl }) {
  const { kind, message, hint, details = [] } = obstacle;
  return (
    <Notice tone="amber" live title={message} actions={wayOut(obstacle, control)}>
      <p>{hint}</p>
      {details.map((detail) => (
        <p key={detail} className="wrap-anywhere">
          {detail}
        </p>
      ))}
      {kind === 'in-copy' && <HelpLink topic="data-folder-changed" />}
    </Notice>
  );
}

/** The button that leads around the obstacle; null if a hint says all there is to do. */
export function wayOut({ kind }: Obstacle, { pending, sendCommand }: RunControl): ReactElement | null {
  switch (kind) {
    case 'not-connected':
    case 'other-organisation':
    case 'key-refused':
      return <Way href="/">Go to New run</Way>;
    case 'unchecked-rule':
      return <Way href="/settings#protected">See the rules</Way>;
    case 'in-copy':
      return (
        <Button
          size="sm"
          busy={pending === 'resume'}
          disabled={pending !== null && pending !== 'resume'}
          onClick={() => sendCommand('resume', { inCopy: true })}
        >
          It is the newest copy: resume
        </Button>
      );
    default:
      return null;
  }
}

function Way({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className={buttonClass({ size: 'sm' })}>
      {children}
    </Link>
  );
}
