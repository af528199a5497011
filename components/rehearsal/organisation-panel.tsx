import { type FormEvent, useState } from 'react';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { formatCount } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import {
  type OrganisationSize,
  organisationSizeSchema,
  organisationSizes,
} from '#lib/domain/rehearsal/organisation-size';

interface Props {
  now: OrganisationSize;
  renew: (size: OrganisationSize) => Promise<void>;
}

const sizes = organisationSizes.map((size) => ({
  value: String(size),
  label: `${formatCount(size)} people`,
}));

/** Makes a new demo organisation. The same seed makes the same people on every computer. */
export function OrganisationPanel({ now, renew }: Props) {
  // Null until the admin changes it, since another tab may make the organisation new.
  const [people, setPeople] = useState<string | null>(null);
  const [seed, setSeed] = useState<string | null>(null);
  const [toConfirm, setToConfirm] = useState<OrganisationSize | null>(null);
  const [made, setMade] = useState<OrganisationSize | null>(null);
  const typed = seed ?? String(now.seed);
  const size = organisationSizeSchema.safeParse({
    people: Number(people ?? now.people),
    seed: typed.trim() === '' ? Number.NaN : Number(typed),
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!size.success) return;
    setMade(null);
    setToConfirm(size.data);
  }
  async function make(next: OrganisationSize): Promise<void> {
    await renew(next);
    setMade(next);
    setPeople(null);
    setSeed(null);
  }
  return (
    <Panel
      title="People"
      lead="Starts the demo organisation over: with fresh people whom no run has touched, no faults, and an empty ledger of calls. Your uploads, runs and reports stay."
    >
      <form onSubmit={submit} className="flex flex-wrap items-start gap-3">
        <Select
          label="Size"
          className="w-44"
          value={people ?? String(now.people)}
          onValueChange={setPeople}
          options={sizes}
        />
        <div className="w-32">
          <TextField
            label="Seed"
            inputMode="numeric"
            value={typed}
            onChange={(event) => setSeed(event.target.value)}
            error={!size.success && 'Enter a whole number up to 999,999.'}
          />
        </div>
        <Button type="submit" disabled={!size.success} className="mt-6">
          Start over
        </Button>
      </form>
      {made && (
        <Notice
          tone="green"
          live
          className="mt-3"
          title={`The demo organisation started over with ${named(made)}.`}
        >
          Lockstep is connected to it. All faults were turned off, and its ledger started empty.
        </Notice>
      )}
      {toConfirm && (
        <ReplaceDialog
          now={now}
          next={toConfirm}
          perform={() => make(toConfirm)}
          close={() => setToConfirm(null)}
        />
      )}
    </Panel>
  );
}

const named = ({ people, seed }: OrganisationSize): string => `${formatCount(people)} people (seed ${seed})`;

/** Asks before the demo organisation is replaced, and says what that deletes. */
function ReplaceDialog({
  now,
  next,
  perform,
  close,
}: {
  now: OrganisationSize;
  next: OrganisationSize;
  perform: () => Promise<void>;
  close: () => void;
}) {
  const again = now.people === next.people && now.seed === next.seed;
  return (
    <FormDialog
      title="Start the demo organisation over?"
      description={
        again
          ? `The same ${named(next)} come back as they were at the beginning.`
          : `${named(next)} replace the present ${named(now)}.`
      }
      act="Delete it and start over"
      variant="danger"
      cancel="Keep it"
      perform={perform}
      close={close}
    >
      <ul className="list-disc pl-5 text-ink-2">
        <li>Deleted: what runs changed in the demo organisation, and its ledger of calls.</li>
        <li>Turned off: all faults.</li>
        <li>
          Kept: uploads, runs and reports in Lockstep. They name the organisation that is deleted. The new one
          has another name.
        </li>
      </ul>
    </FormDialog>
  );
}
