'use client';
import { useId, useState } from 'react';
import {
  beginsWithUser,
  type FileHead,
  type HeadedColumn,
  headedColumns,
  type MappingChoices,
  suggestedChoices,
} from '#components/shared/columns/mapping-choices.ts';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/select.tsx';
import type { ColumnMapping as Mapping } from '#lib/domain/roster/roster';
import { beginningNoun, placeNoun } from '#lib/domain/text/place';

/** Maximum number of columns listed with their values. */
const listed = 12;

const fields = [
  { key: 'accountId', label: 'Account ID' },
  { key: 'email', label: 'E-mail address' },
  { key: 'name', label: 'Name' },
  { key: 'status', label: 'Status' },
] as const satisfies readonly { key: keyof Mapping; label: string }[];

/** Fields of which a file can have several columns: the header decides unless the admin chooses one. */
const manifold = [
  { key: 'orgRole', role: 'org-role', label: 'Organisation role' },
  { key: 'groupName', role: 'group-name', label: 'Group' },
  { key: 'lastSeen', role: 'last-seen', label: 'Last seen' },
] as const satisfies readonly { key: keyof Mapping; role: string; label: string }[];

/** Asks what each column of a file is and which line is its header, and shows the first values. */
export function ColumnMapping({
  head,
  read,
  busy = false,
}: {
  head: FileHead;
  read: (mapping: Mapping) => void;
  busy?: boolean;
}) {
  const id = useId();
  const wasRead = head.roles !== undefined;
  const [headerLine, setHeaderLine] = useState(!wasRead && beginsWithUser(head) ? null : head.headerLine);
  const columns = headedColumns(head, headerLine);
  const [choices, setChoices] = useState<MappingChoices>(() => suggestedChoices(columns, wasRead));
  const ready = choices.accountId !== null || choices.email !== null;
  const chooseHeader = (line: number | null): void => {
    setHeaderLine(line);
    setChoices(suggestedChoices(headedColumns(head, line), wasRead && line === head.headerLine));
  };
  return (
    <section aria-labelledby={id} className="mt-3 rounded-lg border px-3 py-3">
      <h2 id={id} className="font-medium">
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
          if (ready && !busy) read({ ...choices, headerLine });
        }}
      >
        <HeaderLine head={head} value={headerLine} choose={chooseHeader} />
        <div className="grid gap-3 sm:grid-cols-2">
          {fields.map(({ key, label }) => (
            <Select
              key={key}
              label={label}
              value={choices[key] === null ? 'none' : String(choices[key])}
              onValueChange={(value) => setChoices({ ...choices, [key]: placeOf(value) })}
              options={[noColumn, ...optionsOf(columns)]}
            />
          ))}
          {manifold.map(({ key, role, label }) => (
            <Select
              key={key}
              label={label}
              value={choices[key] === undefined ? 'header' : String(choices[key] ?? 'none')}
              onValueChange={(value) => setChoices(withManifold(choices, key, value))}
              options={[asHeader(columns, role), noColumn, ...optionsOf(columns)]}
            />
          ))}
        </div>
        <Button type="submit" variant="primary" disabled={!ready} busy={busy} className="w-fit">
          Read the file with these columns
        </Button>
      </form>
    </section>
  );
}

const noColumn = { value: 'none', label: 'None' };

const placeOf = (value: string): number | null => (value === 'none' ? null : Number(value));

function withManifold(
  choices: MappingChoices,
  key: (typeof manifold)[number]['key'],
  value: string,
): MappingChoices {
  const next = { ...choices };
  if (value === 'header') delete next[key];
  else next[key] = placeOf(value);
  return next;
}

function optionsOf(columns: readonly HeadedColumn[]) {
  return columns.map(({ header, samples }, at) => ({
    value: String(at),
    label: header,
    detail: samples.filter(Boolean).slice(0, 2).join(' · '),
  }));
}

/** The option that leaves a field to the headers. */
function asHeader(columns: readonly HeadedColumn[], role: string) {
  const found = columns.filter((column) => column.role === role).map(({ header }) => header);
  return { value: 'header', label: 'As the header says', detail: found.join(', ') || 'No column' };
}

function HeaderLine({
  head,
  value,
  choose,
}: {
  head: FileHead;
  value: number | null;
  choose: (line: number | null) => void;
}) {
  return (
    <Select
      label="Header"
      value={String(value ?? 'none')}
      onValueChange={(line) => choose(placeOf(line))}
      options={[
        { value: 'none', label: 'The file has no header' },
        ...head.rows.map(({ line, cells }) => ({
          value: String(line),
          label: `${beginningNoun(placeNoun(head.inSheet === true))} ${line}`,
          detail: cells.filter(Boolean).join(' · ').slice(0, 120),
        })),
      ]}
    />
  );
}

function Samples({ columns }: { columns: readonly HeadedColumn[] }) {
  return (
    <ul aria-label="The columns and their first values" className="mt-2 grid gap-x-6 gap-y-1 sm:grid-cols-2">
      {/* The same header may occur twice, so the place is the key; it never changes. */}
      {[...columns.slice(0, listed).entries()].map(([at, { header, samples }]) => (
        <li key={at} className="min-w-0 truncate text-xs">
          <span className="font-medium">{header}</span>{' '}
          <span className="text-ink-2">{samples.filter(Boolean).join(' · ')}</span>
        </li>
      ))}
      {columns.length > listed && (
        <li className="text-ink-3 text-xs">and {columns.length - listed} more in the lists below</li>
      )}
    </ul>
  );
}
