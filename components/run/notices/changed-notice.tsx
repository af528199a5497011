import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** Says that the plan or the journal on disk is not what Lockstep wrote. */
export function ChangedNotice({ differences, ended }: { differences: readonly string[]; ended: boolean }) {
  return (
    <Notice
      tone="red"
      live
      title={
        ended
          ? 'This run is not as it was sealed and written.'
          : 'This run is not as it was sealed and written, so it is closed for resuming.'
      }
    >
      <ul className="list-disc pl-5">
        {differences.map((difference) => (
          <li key={difference} className="wrap-anywhere">
            {difference}
          </li>
        ))}
      </ul>
      <p className="mt-1">
        {ended
          ? 'Somebody or something changed the data folder. Every report of this run says so. A new run with the rest uses what is there now, so check each user before you confirm it.'
          : 'Nobody is called. Stop the run. Then you can download its report, and start a new run with the rest.'}
      </p>
      <HelpLink topic="data-folder-changed" />
    </Notice>
  );
}
