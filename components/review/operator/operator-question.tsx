import { useState } from 'react';
import { rosterPath } from '#components/review/view/use-review.ts';
import { findPeople } from '#components/review/who/find-people.ts';
import type { ReviewIndex } from '#components/review/who/review-index.ts';
import { sourceNoun } from '#components/review/who/source-words.ts';
import { type ApiFailure, asFailure, send } from '#components/shared/api.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type RosterDetail, rosterDetailSchema } from '#lib/contract/roster';
import type { Person } from '#lib/domain/account/person';

interface Props {
  roster: Pick<RosterDetail, 'id' | 'kind' | 'operator'>;
  index: ReviewIndex;
  /** Called once the server has the answer. Resolves when the page has read the review again. */
  onAnswered: () => Promise<void>;
}

/** Maximum number of people offered at a time. */
const offered = 30;

/** Focuses the field and selects its text, so that typing replaces a suggested address. */
function focusField(place: HTMLDivElement | null): void {
  const field = place?.querySelector('input');
  field?.focus();
  field?.select();
}

/** Asks which account is the admin's own, or whether it is in this roster at all. */
export function OperatorQuestion({ roster, index, onAnswered }: Props) {
  const [person, setPerson] = useState<Person | null>(null);
  const [absent, setAbsent] = useState(false);
  const [busy, setBusy] = useState<'mine' | 'absent' | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);

  async function answer(
    which: 'mine' | 'absent',
    operator: { accountId: string } | { email: string },
  ): Promise<void> {
    setBusy(which);
    setFailure(null);
    try {
      await send('PUT', `${rosterPath(roster.id)}/operator`, operator, rosterDetailSchema);
      await onAnswered();
    } catch (thrown) {
      setFailure(asFailure(thrown));
    } finally {
      setBusy(null);
    }
  }

  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 grow basis-64 sm:max-w-96">
          <Combobox<Person>
            label="Your account"
            value={person}
            onValueChange={setPerson}
            search={(text) => findPeople(index, text, offered)}
            itemKey={({ accountId }) => accountId}
            itemLabel={({ name, email, accountId }) => name || email || accountId}
            itemDetail={({ email, accountId }) => email || accountId}
            placeholder="Name or e-mail"
          />
        </div>
        <Button
          variant="primary"
          busy={busy === 'mine'}
          disabled={person === null || busy === 'absent'}
          onClick={() => void answer('mine', { accountId: person?.accountId ?? '' })}
        >
          This is my account
        </Button>
        <Button aria-expanded={absent} disabled={busy !== null} onClick={() => setAbsent(!absent)}>
          I am not in this {sourceNoun(roster.kind)}
        </Button>
      </div>
      {absent && (
        <AddressForm
          known={roster.operator.state === 'known' ? '' : (roster.operator.ownAddress ?? '')}
          busy={busy === 'absent'}
          blocked={busy === 'mine'}
          answer={(email) => void answer('absent', { email })}
        />
      )}
      {failure && <FailureNotice failure={failure} />}
    </div>
  );
}

function AddressForm({
  known,
  busy,
  blocked,
  answer,
}: {
  /** The address that the admin gave before, to be confirmed or corrected. */
  known: string;
  busy: boolean;
  /** Another answer is being sent. */
  blocked: boolean;
  answer: (email: string) => void;
}) {
  const [email, setEmail] = useState(known);
  const given = email.trim();
  return (
    <form
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        answer(given);
      }}
    >
      <div ref={focusField} className="min-w-0 grow basis-64 sm:max-w-96">
        <TextField
          label="The e-mail address of your own account"
          hint="No account with this address is ever deactivated, whether this file or Atlassian’s list has it."
          type="email"
          autoComplete="email"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </div>
      {/* Beside the field, below the height of its label; the hint stands below both. */}
      <Button type="submit" className="sm:mt-6.25" busy={busy} disabled={given === '' || blocked}>
        Use this address
      </Button>
    </form>
  );
}
