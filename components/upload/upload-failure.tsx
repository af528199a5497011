import { Button } from '#components/ui/button';
import { FailureNotice } from '#components/ui/failure-notice';
import type { ApiFailure } from '#lib/browser/api';

/** Why a file was not read: with its name, the columns that were found, and those that are known. */
export function UploadFailure({
  name,
  failure,
  dismiss,
}: {
  name: string | null;
  failure: ApiFailure;
  dismiss: () => void;
}) {
  return (
    <div className="mb-4">
      {name && <p className="mb-1.5 font-medium wrap-anywhere">{name} was not read</p>}
      <FailureNotice
        failure={failure}
        actions={
          <Button size="sm" onClick={dismiss}>
            Dismiss
          </Button>
        }
      />
    </div>
  );
}
