'use client';
import { useState } from 'react';
import type { ApiFailure } from '#components/shared/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/select.tsx';
import type { ColumnMapping as Mapping } from '#lib/domain/roster/roster';

/** Maximum number of columns listed with their values. */
const listed = 12;

const fields = [
  { key: 'accountId', label: 'Account ID' },
  { key: 'email', label: 'E-mail address' },
  { key: 'name', label: 'Name' },
  { key: 'status', label: 'Status' },
] as const satisfies readonly { key: keyof Mapping; label: string }[];

/** Asks what each column of an unknown file is, and shows its first values. */
export function ColumnMapping({
  columns,
  read,
}: {
  columns: ApiFailure['columns'];
  read: (mapping: Mapping) => void;
}) {
  const [mapping, setMapping] = useState<Mapping>({ accountId: null, email: null, name: null, status: null });
  const ready = mapping.accountId !== null || mapping.email !== null;
  const options = [
    { value: 'none', label: 'None' },
    ...columns.map(({ header, samples }, at) => ({
      value: String(at),
      label: header || `Column ${at + 1}`,
      detail: samples.filter(Boolean).slice(0, 2).join(' · '),
    })),
  ];
  return (
    <section aria-labelledby="mapping" className="mt-3 rounded-lg border px-3 py-3">
      <h2 id="mapping" className="font-medium">
        Which column is what?
      </h2>
      <p className="text-ink-2">
        The account ID is best. With an e-mail address alone, Lockstep looks the accounts up in the
        organisation.
      </p>
      <Samples columns={columns} />
      <form
        className="mt-3 grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) read(mapping);
        }}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          {fields.map(({ key, label }) => (
            <Select
              key={key}
              label={label}
              value={mapping[key] === null ? 'none' : String(mapping[key])}
              onValueChange={(value) =>
                setMapping({ ...mapping, [key]: value === 'none' ? null : Number(value) })
              }
              options={options}
            />
          ))}
        </div>
        <Button type="submit" variant="primary" disabled={!ready} className="w-fit">
          Read the file with these columns
        </Button>
      </form>
    </section>
  );
}

function Samples({ columns }: { columns: ApiFailure['columns'] }) {
  return (
    <ul aria-label="The columns and their first values" className="mt-2 grid gap-x-6 gap-y-1 sm:grid-cols-2">
      {/* The same header may occur twice, so the place is the key; it never changes. */}
      {[...columns.slice(0, listed).entries()].map(([at, { header, samples }]) => (
        <li key={at} className="min-w-0 truncate text-xs">
          <span className="font-medium">{header || 'Without a name'}</span>{' '}
          <span className="text-ink-2">{samples.filter(Boolean).join(' · ')}</span>
        </li>
      ))}
      {columns.length > listed && (
        <li className="text-ink-3 text-xs">and {columns.length - listed} more in the lists below</li>
      )}
    </ul>
  );
}
