import type { ReactNode } from 'react';
import { KeptDirectories } from '#components/settings/kept-directories.tsx';
import { PurgeEverything } from '#components/settings/purge-everything.tsx';
import { RetentionForm } from '#components/settings/retention-form.tsx';
import { Panel } from '#components/ui/panel.tsx';

/** The data that Lockstep keeps, and its place. `children` are the rosters, which can be deleted. */
export function DataPanel({ children }: { children: ReactNode }) {
  return (
    <Panel
      id="data"
      title="Data"
      lead="Everything is in Lockstep’s data folder on this computer. Lockstep sends data only to Atlassian."
    >
      <dl className="grid gap-x-6 sm:grid-cols-[max-content_1fr] sm:gap-y-2 [&_dt]:not-first:max-sm:mt-2">
        <dt className="font-medium">Rosters</dt>
        <dd className="text-ink-2">
          The contents of your exports, and your selections. They include names and e-mail addresses.
        </dd>
        <dt className="font-medium">Runs</dt>
        <dd className="text-ink-2">
          The sealed plans, with names and e-mail addresses, and the record of every call, which proves what
          was done. You can delete a run on its own page.
        </dd>
        <dt className="font-medium">The directory</dt>
        <dd className="text-ink-2">
          Facts read from Atlassian about the accounts of your organisation, also of people in no roster.
          Guards need them. They include names and e-mail addresses.
        </dd>
        <dt className="font-medium">Protected users</dt>
        <dd className="text-ink-2">
          They stay until you remove them above. The history keeps the names and reasons of removed
          protections for the days below.
        </dd>
        <dt className="font-medium">The API key</dt>
        <dd className="text-ink-2">
          In memory until Lockstep is closed, or in the keychain of the operating system if you chose that.
        </dd>
      </dl>
      <div className="mt-5">
        <RetentionForm />
      </div>
      <div className="mt-5">
        <KeptDirectories />
      </div>
      <div className="mt-5">{children}</div>
      <div className="mt-5 flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-2">Deleted data is overwritten. None of its bytes stay in the folder.</p>
        <PurgeEverything />
      </div>
    </Panel>
  );
}
