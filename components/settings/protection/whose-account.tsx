import useSWR from 'swr';
import { type ApiFailure, get } from '#components/shared/api.ts';
import { formatDateTime, formatQuantity } from '#components/shared/format.ts';
import { OutsideText } from '#components/shared/outside-text.tsx';
import { readAccountId } from '#lib/domain/account/read-account-id';
import { type KnownAccount, knownAccountSchema } from '#lib/domain/protection/known-account';

/** The person of an account ID; undefined while that is being found out, and for anything that is no account ID. */
export function useKnownAccount(accountId: string): {
  known: KnownAccount | undefined;
  failure: ApiFailure | undefined;
} {
  const path = readAccountId(accountId).ok ? `/api/accounts/${encodeURIComponent(accountId)}` : null;
  const { data, error } = useSWR<KnownAccount, ApiFailure>(path, (key: string) =>
    get(key, knownAccountSchema),
  );
  return { known: data, failure: error };
}

/** Says whose account a typed ID is, and how old that knowledge is. */
export function WhoseAccount({ known }: { known: KnownAccount }) {
  const { person } = known;
  if (person === null) return unknownText(known);
  const { name, email, from } = person;
  return (
    <>
      This is{' '}
      <b className="font-semibold text-ink">
        {name && <OutsideText text={name} />}
        {name && email && ' · '}
        {email && <OutsideText text={email} address />}
      </b>
      {from.source === 'directory' ? (
        <>, by what Atlassian said on {formatDateTime(from.at)}.</>
      ) : (
        <>
          , by the upload <OutsideText text={from.name} /> of {formatDateTime(from.at)}. Atlassian has not
          told Lockstep about this account.
        </>
      )}
    </>
  );
}

/** The reason why nothing is known: what Lockstep has looked at, and how old that is. */
function unknownText({ listedAt, rosters }: KnownAccount): string {
  const list =
    listedAt === null
      ? 'The list of the organisation was not read to its end'
      : `It is not named in what Atlassian has said; its list was read on ${formatDateTime(listedAt)}`;
  const uploads =
    rosters === 0 ? 'there is no upload' : `none of ${formatQuantity(rosters, 'upload')} names this account`;
  return `Lockstep does not know whose account this is. ${list}, and ${uploads}.`;
}
