import { type FormEvent, useState } from 'react';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatCount } from '#components/shared/format.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type OrganisationWish, organisationSizes, organisationWishSchema } from '#lib/domain/rehearsal';

interface Props {
  now: OrganisationWish;
  renew: (wish: OrganisationWish) => Promise<void>;
}

const sizes = organisationSizes.map((size) => ({
  value: String(size),
  label: `${formatCount(size)} people`,
}));

/** Makes a new demo organisation. The same seed makes the same people on every computer. */
export function OrganisationPanel({ now, renew }: Props) {
  const [people, setPeople] = useState(String(now.people));
  const [seed, setSeed] = useState(String(now.seed));
  const attempt = useAttempt();
  const wish = organisationWishSchema.safeParse({
    people: Number(people),
    seed: seed.trim() === '' ? Number.NaN : Number(seed),
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (wish.success) void attempt.run(() => renew(wish.data));
  }
  return (
    <Panel title="People" lead="Replaces the demo organisation by a fresh one. Its ledger starts empty.">
      <form onSubmit={submit} className="flex flex-wrap items-start gap-3">
        <Select label="Size" className="w-44" value={people} onValueChange={setPeople} options={sizes} />
        <div className="w-32">
          <TextField
            label="Seed"
            inputMode="numeric"
            value={seed}
            onChange={(event) => setSeed(event.target.value)}
            error={!wish.success && 'Enter a whole number up to 999,999.'}
          />
        </div>
        <Button type="submit" busy={attempt.busy} disabled={!wish.success} className="mt-6">
          Make it new
        </Button>
      </form>
      {attempt.failure && (
        <div className="mt-3">
          <FailureNotice failure={attempt.failure} />
        </div>
      )}
    </Panel>
  );
}
