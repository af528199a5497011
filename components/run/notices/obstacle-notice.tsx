import Link from 'next/link';
import type { ReactElement } from 'react';
import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Obstacle } from '#lib/domain/run/next/obstacle';

interface Props {
  obstacle: Obstacle;
  control: RunControl;
}

/** Why a waiting run cannot be resumed, or what the admin must answer before. */
export function ObstacleNotice({ obstacle, control }: Props) {
  const { message, hint, details = [] } = obstacle;
  return (
    <Notice tone="amber" live title={message}>
      <p>{hint}</p>
      {details.map((detail) => (
        <p key={detail} className="wrap-anywhere">
          {detail}
        </p>
      ))}
      <WayOut obstacle={obstacle} control={control} />
    </Notice>
  );
}

/** The button that leads around the obstacle; none if a hint says all there is to do. */
export function WayOut({ obstacle: { kind }, control: { pending, say } }: Props): ReactElement | null {
  switch (kind) {
    case 'not-connected':
    case 'other-organisation':
    case 'key-refused':
      return <Way href="/">Go to New run</Way>;
    case 'unchecked-rule':
      return <Way href="/settings#protected">See the rules</Way>;
    case 'in-copy':
      return (
        <>
          <HelpLink topic="data-folder-changed" />
          <div>
            <Button
              size="sm"
              className="mt-2"
              busy={pending === 'resume'}
              disabled={pending !== null && pending !== 'resume'}
              onClick={() => say('resume', { inCopy: true })}
            >
              It is the newest copy: resume
            </Button>
          </div>
        </>
      );
    default:
      return null;
  }
}

function Way({ href, children }: { href: string; children: string }) {
  return (
    <div>
      <Link href={href} className={`${buttonClass({ size: 'sm' })} mt-2`}>
        {children}
      </Link>
    </div>
  );
}
