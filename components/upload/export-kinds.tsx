/** The kinds of files that can be read, and where to get them. */
export function ExportKinds() {
  return (
    <>
      <dl className="grid gap-x-8 gap-y-3 text-sm sm:grid-cols-2">
        <div>
          <dt className="font-medium">Users export</dt>
          <dd className="text-ink-2">
            admin.atlassian.com: Directory, Users, Export users. It says which products each user has, and
            when each user was last seen.
          </dd>
        </div>
        <div>
          <dt className="font-medium">Managed accounts export</dt>
          <dd className="text-ink-2">
            admin.atlassian.com: Directory, Managed accounts, Export accounts. It has every account of your
            domains.
          </dd>
        </div>
      </dl>
      <p className="mt-3 text-sm text-ink-2">
        You can also upload a list of account IDs, or of e-mail addresses, whose accounts Lockstep then looks
        up. For any other CSV file or workbook, match the columns yourself.
      </p>
    </>
  );
}
