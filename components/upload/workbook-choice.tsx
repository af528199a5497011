'use client';
import { Button } from '#components/ui/button.tsx';
import { FileSpreadsheet } from '#components/ui/icons/lucide.tsx';
import type { WorkbookQuestion } from '#lib/domain/workbook/question';
import type { WorkbookChoice as Choice } from '#lib/domain/workbook/reading';

/** Asks the admin about a workbook: which sheet is read, and whether hidden rows are. */
export function WorkbookChoice({
  question,
  read,
}: {
  question: WorkbookQuestion;
  /** Reads the file again, with this answer. */
  read: (answer: Partial<Choice>) => void;
}) {
  return (
    <section aria-labelledby="workbook" className="mt-3 rounded-lg border px-3 py-3">
      {question.hiddenRows === null ? (
        <Sheets sheets={question.sheets} choose={(sheet) => read({ sheet })} />
      ) : (
        <HiddenRows count={question.hiddenRows} choose={(hiddenRows) => read({ hiddenRows })} />
      )}
    </section>
  );
}

function Sheets({ sheets, choose }: { sheets: WorkbookQuestion['sheets']; choose: (sheet: string) => void }) {
  return (
    <>
      <h2 id="workbook" className="font-medium">
        Which sheet has the users?
      </h2>
      <ul className="mt-2 divide-y border-y">
        {sheets.map(({ name, hidden, first }) => (
          <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <FileSpreadsheet size={16} strokeWidth={1.5} className="shrink-0 text-ink-3" />
            <div className="min-w-0 flex-1 basis-60">
              <p className="wrap-anywhere">
                <span className="font-medium">{name}</span>
                {hidden && <span className="text-ink-2"> (hidden in the workbook)</span>}
              </p>
              <p className="truncate text-xs text-ink-2">{first.join(' · ')}</p>
            </div>
            <Button size="sm" aria-label={`Read this sheet: ${name}`} onClick={() => choose(name)}>
              Read this sheet
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function HiddenRows({
  count,
  choose,
}: {
  count: number;
  choose: (hiddenRows: NonNullable<Choice['hiddenRows']>) => void;
}) {
  const [rows, them] = count === 1 ? ['the hidden row', 'it'] : ['the hidden rows', 'them'];
  return (
    <>
      <h2 id="workbook" className="font-medium">
        What about {rows}?
      </h2>
      <p className="text-ink-2">
        If a filter hides {them}, you probably want only what you see. Users in a row that is left out are not
        in the roster, and none of them is deactivated.
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => choose('leave-out')}>
          Leave {rows} out
        </Button>
        <Button onClick={() => choose('read')}>Read {them} too</Button>
      </div>
    </>
  );
}
