import { AdministrationLink } from '#components/shared/links/administration-link.tsx';
import { administrationAddress } from '#lib/domain/connection/administration';

/** Instructions for creating a key that works, and why it must have no scopes. */
export function KeySteps() {
  return (
    <details className="group border-t pt-3">
      <summary className="w-fit rounded-sm text-accent hover:underline">
        How to create an <em className="font-medium not-italic">API key without scopes</em>
      </summary>
      <ol className="mt-2 list-decimal space-y-1 pl-5 text-ink-2">
        <li>
          Open{' '}
          <AdministrationLink address={administrationAddress(null)}>admin.atlassian.com</AdministrationLink>{' '}
          as an organisation admin and choose the organisation.
        </li>
        <li>Go to its settings, then API keys, and create a key.</li>
        <li>
          Choose <strong className="font-medium text-ink">API key without scopes</strong>, a name, and an
          expiry date soon. One day is enough.
        </li>
        <li>Copy the key. Atlassian shows it once, together with the organisation ID.</li>
      </ol>
      <p className="mt-2 text-ink-2">
        Why without scopes? Atlassian offers no scope for deactivating managed accounts, so it refuses a key
        with scopes. This key can do everything in your organisation. Revoke it in the same place when you are
        done.
      </p>
    </details>
  );
}
