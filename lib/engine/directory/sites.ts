/** The names of the organisation's sites. With them, products have the same names in both lists of accounts. */
import { newRetries, type RetryParts } from '#lib/engine/directory/retries';
import type { Atlassian } from '#lib/engine/ports';

/** The host name of each site by its ID. */
export type Sites = ReadonlyMap<string, string>;

/** The value if no site is known: a product is then named by the ID of its site. */
export const noSites: Sites = new Map();

/**
 * Asks for the sites: one request for up to 1,000 products. Sites that Atlassian refuses or leaves out are missing, and
 * no fault is passed on, since only names of sites depend on the answer.
 */
export async function askSites(
  parts: RetryParts & { atlassian: Atlassian; organisationId: string },
): Promise<Sites> {
  const { atlassian, organisationId, signal } = parts;
  const { again } = newRetries(parts);
  for (;;) {
    const sites = new Map<string, string>();
    let isRepeated = false;
    for await (const answer of atlassian.workspaces(organisationId, signal)) {
      if (!answer.ok) {
        isRepeated = await again(answer.fault);
        break;
      }
      for (const { id, url } of answer.value.workspaces) if (url) sites.set(siteIdOf(id), hostOf(url));
    }
    if (!isRepeated) return sites;
  }
}

/** The ID of the site in an Atlassian resource identifier: `ari:cloud:confluence::site/ID` [SPEC]. */
export function siteIdOf(resource: string): string {
  return resource.slice(resource.lastIndexOf('/') + 1);
}

/** The host of an address; the text itself if it is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
