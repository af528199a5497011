import { formatCount, formatDateTime, formatQuantity } from '#components/shared/format.ts';
import { Notice } from '#components/ui/notice.tsx';
import { type RunSource, sourceLabels } from '#lib/domain/run/import';

/** Says where an imported run comes from, and which rows of its file could not be used. */
export function ImportedNotice({ source }: { source: RunSource }) {
  const { tool, fileName, collection, startedAt, endedAt, origins, problems, problemCount, keyInFile } =
    source;
  const at = startedAt ?? endedAt;
  return (
    <>
      <Notice
        tone="accent"
        title={`Imported from ${sourceLabels[tool]}: Lockstep made none of these calls.`}
        className="wrap-anywhere"
      >
        <p>
          The outcomes are what {fileName} records
          {collection && ` of the collection “${collection}”`}
          {at === null ? '; it does not say when that was' : `, run ${formatDateTime(at)}`}.{' '}
          {origins.length > 0
            ? `The calls went to ${origins.join(', ')}. `
            : 'It does not say which address the calls went to. '}
          {sourceLabels[tool]} reads no account back.
        </p>
      </Notice>
      {keyInFile && (
        <Notice tone="amber" title={`The API key is in ${fileName}.`} className="wrap-anywhere">
          {sourceLabels[tool]} writes it there. Lockstep did not keep it. Delete the file, or revoke the key.
        </Notice>
      )}
      {problemCount > 0 && (
        <Notice
          tone="amber"
          title={`${formatQuantity(problemCount, 'row of the file was', 'rows of the file were')} not imported.`}
        >
          <details>
            <summary className="w-fit rounded-sm text-accent hover:underline">Why</summary>
            <ul className="mt-1.5 space-y-0.5 text-xs">
              {problems.map(({ row, message }) => (
                <li key={row} className="wrap-anywhere">
                  Row {formatCount(row)}: {message}
                </li>
              ))}
              {problemCount > problems.length && (
                <li>And {formatCount(problemCount - problems.length)} more.</li>
              )}
            </ul>
          </details>
        </Notice>
      )}
    </>
  );
}
