'use client';
import { AdministrationLink } from '#components/shared/links/administration-link.tsx';
import { useConnection } from '#components/shared/use-connection.ts';
import { directoryAddress } from '#lib/domain/connection/administration';

/** The kinds of files that can be read, and where to get them in both kinds of user management. */
export function ExportKinds() {
  const { connection } = useConnection();
  const real = connection?.state === 'connected' && connection.source !== 'demo';
  const organisation = real ? (connection.organisation?.id ?? null) : null;
  return (
    <>
      <dl className="grid gap-x-8 gap-y-3 text-sm sm:grid-cols-2">
        <div>
          <dt className="font-medium">
            <AdministrationLink address={directoryAddress(organisation, 'users')}>
              Users export
            </AdministrationLink>
          </dt>
          <dd className="text-ink-2">
            Directory, Users, Export users. It says which apps (formerly products) each user has, and when
            each user was last seen.
          </dd>
        </div>
        <div>
          <dt className="font-medium">
            <AdministrationLink address={directoryAddress(organisation, 'members')}>
              Managed accounts export
            </AdministrationLink>
          </dt>
          <dd className="text-ink-2">
            Directory, Managed accounts, Export accounts. It has every account of your domains. With the
            centralised user management you also find it under Settings, Domains.
          </dd>
        </div>
      </dl>
      <p className="mt-3 text-sm text-ink-2">
        Atlassian sends the file by e-mail. You can also upload a list of account IDs, or of e-mail addresses,
        whose accounts Lockstep then looks up. For any other CSV file or workbook, match the columns yourself.
      </p>
    </>
  );
}
