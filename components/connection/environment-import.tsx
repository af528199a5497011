'use client';
import { useId } from 'react';
import { type FieldValues, useEnvironmentImport } from '#components/connection/use-environment-import.ts';
import { useDroppedFiles } from '#components/shared/files/use-dropped-files.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { Button } from '#components/ui/button.tsx';
import { FileJson2 } from '#components/ui/icons/lucide.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** Fills the form from a Postman environment, chosen or dropped anywhere on the page. */
export function EnvironmentImport({ fill }: { fill: (values: FieldValues) => void }) {
  const { connection } = useConnection();
  const { state, choose, take } = useEnvironmentImport(fill, connection?.typedKeyUrl);
  const isDragging = useDroppedFiles(take);
  const hintId = useId();
  return (
    <div className="flex flex-col items-start gap-2">
      {state.at === 'failed' && (
        <Notice
          tone="red"
          live
          title={`${state.fileName}: ${state.message}`}
          className="w-full wrap-anywhere"
        >
          {state.hint && <p>{state.hint}</p>}
        </Notice>
      )}
      {state.at === 'read' && (
        <Notice
          tone={state.notes.length > 0 ? 'amber' : 'green'}
          live
          title={
            state.filled.length > 0
              ? `Filled in from “${state.name}”: ${state.filled.join(' and ')}`
              : `Nothing was filled in from “${state.name}”`
          }
          className="w-full wrap-anywhere"
        >
          {state.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
          {state.filled.length > 0 && <p>Nothing is sent before you press Connect.</p>}
        </Notice>
      )}
      <Button
        onClick={choose}
        aria-describedby={hintId}
        className={isDragging ? 'border-accent bg-accent-soft' : ''}
      >
        <FileJson2 size={14} />
        {isDragging ? 'Drop the environment here' : 'Fill in from Postman'}
      </Button>
      <p id={hintId} className="text-xs text-ink-3">
        Choose an environment with orgApiKey, exported as JSON, or drop it on this page. The page reads it and
        sends it nowhere.
      </p>
    </div>
  );
}
