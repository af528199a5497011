import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Obstacle } from '#lib/domain/run/next/obstacle';

/** Says that the engine has abandoned the run before its end, and what the admin can do. */
export function AbandonedNotice({
  abandoned: { kind, why },
  obstacle,
}: {
  abandoned: NonNullable<RunControl['abandoned']>;
  /** What keeps the run from being resumed; null if nothing does. */
  obstacle: Obstacle | null;
}) {
  if (kind === 'end-unwritten') {
    return (
      <Notice tone="amber" live title="Stopped: this run calls nobody any more.">
        {why} Lockstep writes the end of this run as soon as it can. If Lockstep is closed before that, the
        run is shown as interrupted at the next start: stop it again then.{' '}
        <HelpLink topic="nothing-can-be-written" />
      </Notice>
    );
  }
  return (
    <Notice tone="red" live title={why}>
      Nobody is called. Make sure that the data folder is in its place, has free space and can be written to.{' '}
      {obstacle === null && 'Then resume the run: it begins by reading back what is not certain. '}
      You can {obstacle === null && 'also '}stop it, even while the disk is full.{' '}
      <HelpLink topic="nothing-can-be-written" />
    </Notice>
  );
}
