/** The kinds of files that can be read, and where to get them. */
export function ExportKinds() {
  return (
    <>
      <dl className="grid gap-x-8 gap-y-3 text-sm sm:grid-cols-2">
        <div>
          <dt className="font-medium">Users export</dt>
          <dd className="text-ink-2">
            admin.atlassian.com: Directory, Users, Export users. Says who uses which product and when each was
            last seen.
          </dd>
        </div>
        <div>
          <dt className="font-medium">Managed accounts export</dt>
          <dd className="text-ink-2">
            admin.atlassian.com: Directory, Managed accounts, Export accounts. Every account of your domains.
          </dd>
        </div>
      </dl>
      <p className="mt-3 text-sm text-ink-2">
        Also a list of account IDs, or of e-mail addresses, whose accounts are then looked up. Of any other
        CSV you say which column is what.
      </p>
    </>
  );
}
