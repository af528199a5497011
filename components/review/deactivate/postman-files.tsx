import { DownloadLink } from '#components/shared/files/download-link.tsx';
import { Download } from '#components/ui/icons/lucide.tsx';
import type { Plan } from '#lib/domain/plan/plan';

const files = [
  { file: 'collection.json', label: 'Collection' },
  { file: 'environment.json', label: 'Environment' },
  { file: 'users.csv', label: 'Data' },
];

interface Props {
  plan: Pick<Plan, 'id' | 'digest' | 'count'>;
  /** Whether an answer or a reason is missing. Then the plan must not be used, not by Postman either. */
  held: boolean;
  /** The admin has typed the number. */
  confirmed: boolean;
}

/** The sealed plan for organisations whose rules demand Postman: three files, and what to do with them. */
export function PostmanFiles({ plan, held, confirmed }: Props) {
  if (held) return null;
  const { id, digest, count } = plan;
  const query = new URLSearchParams({ digest, count: String(count) });
  return (
    <details className="mt-2 border-t pt-3">
      <summary className="w-fit rounded-sm text-accent hover:underline">Do it with Postman instead</summary>
      <p className="mt-2 text-ink-2">
        The files have the same plan, in the form of Atlassian’s article: one call for each row, in the same
        order. None of the files has the key.
      </p>
      {confirmed ? (
        <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
          {files.map(({ file, label }) => (
            <li key={file}>
              <DownloadLink
                path={`/api/plans/${encodeURIComponent(id)}/postman/${file}?${query}`}
                className="inline-flex min-h-6 items-center gap-1 rounded-sm text-accent hover:underline"
              >
                <Download size={13} />
                {label}
                <span className="sr-only"> for Postman</span>
              </DownloadLink>
            </li>
          ))}
        </ul>
      ) : (
        <p className="mt-2">Type the number of users below to get the files.</p>
      )}
      <ol className="mt-2 list-decimal space-y-1 pl-5 text-ink-2">
        <li>Import the collection and the environment into Postman. Put the key into orgApiKey.</li>
        <li>Run the collection with that environment and the data file.</li>
        <li>Export the results and import them under Runs. There you get the report, and you can retry.</li>
      </ol>
      <p className="mt-2 text-ink-2">
        Postman does not read accounts back, goes on after a refused key, and ignores later protections.
      </p>
    </details>
  );
}
