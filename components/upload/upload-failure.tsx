import type { ApiFailure } from '#components/shared/api.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { laterPart } from '#components/ui/later/later-part.tsx';
import { topicOfError } from '#lib/domain/help/topic-of';
import type { ColumnMapping as Mapping } from '#lib/domain/roster/roster';
import type { WorkbookChoice as Choice } from '#lib/domain/workbook/reading';

const WorkbookChoice = laterPart(
  async () => (await import('#components/upload/workbook-choice.tsx')).WorkbookChoice,
);
const ColumnMapping = laterPart(
  async () => (await import('#components/shared/columns/column-mapping.tsx')).ColumnMapping,
);

/** The reason why a file was not read, with its name, the columns found in it, and the known columns. */
export function UploadFailure({
  name,
  failure,
  dismiss,
  read,
  answer,
}: {
  name: string | null;
  failure: ApiFailure;
  dismiss: () => void;
  /** Reads the file again, with the columns that the admin has matched. */
  read: (mapping: Mapping) => void;
  /** Reads the file again, with the admin's answers about the workbook. */
  answer: (answer: Partial<Choice>) => void;
}) {
  return (
    <div className="mb-4">
      {name && <p className="mb-1.5 font-medium wrap-anywhere">{name} was not read</p>}
      <FailureNotice
        failure={failure}
        topic={topicOfError(failure.code) ?? 'file-not-understood'}
        actions={
          <Button size="sm" onClick={dismiss}>
            Dismiss
          </Button>
        }
      />
      {failure.workbook && <WorkbookChoice question={failure.workbook} read={answer} />}
      {failure.rows.length > 0 && <ColumnMapping head={failure} read={read} />}
    </div>
  );
}
