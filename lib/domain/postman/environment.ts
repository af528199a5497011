/** Reads a Postman environment as Postman exports it, and takes what connects Lockstep. No message contains a value. */
import { z } from 'zod';
import { apiKeyFault, type ValueFault } from '#lib/domain/connection/api-key';
import { organisationIdFault } from '#lib/domain/connection/organisation-id';
import { postmanVariables } from '#lib/domain/postman/vocabulary';

/** The content of an environment. A value is null if the file has no usable one; `notes` say why. */
interface PostmanEnvironment {
  name: string;
  cloudUrl: string | null;
  orgApiKey: string | null;
  organizationId: string | null;
  notes: string[];
}

/** The result of reading a file. */
type EnvironmentReading =
  | { ok: true; environment: PostmanEnvironment }
  | { ok: false; message: string; hint: string };

const valueSchema = z.object({
  key: z.string(),
  value: z.unknown().optional(),
  enabled: z.boolean().nullish(),
});
type Value = z.infer<typeof valueSchema>;

const environmentSchema = z.object({
  name: z.string().catch(''),
  values: z.array(z.unknown()),
});

const exportAgain =
  'In Postman open Environments, choose the one with cloudUrl and orgApiKey, and export it from its menu.';

/** Reads the environment in the text of a file, or explains in plain words why there is none. */
export function readPostmanEnvironment(text: string): EnvironmentReading {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return {
      ok: false,
      message: 'This file is not JSON, so it is not a Postman environment.',
      hint: exportAgain,
    };
  }
  const parsed = environmentSchema.safeParse(content);
  if (!parsed.success) return { ok: false, message: otherThing(content), hint: exportAgain };
  const values = parsed.data.values.flatMap((each) => valueSchema.safeParse(each).data ?? []);
  const notes: string[] = [];
  const read = (name: string, faultOf: (text: string) => ValueFault | null = () => null) => {
    const text = usable(name, values, notes);
    const fault = text === null ? null : faultOf(text);
    if (fault) notes.push(`${name} ${fault.what}, so it was not taken. ${fault.hint}`);
    return fault ? null : text;
  };
  const { cloudUrl, orgApiKey, organizationId } = postmanVariables;
  const environment: PostmanEnvironment = {
    name: parsed.data.name,
    cloudUrl: read(cloudUrl),
    orgApiKey: read(orgApiKey, apiKeyFault),
    organizationId: read(organizationId, organisationIdFault),
    notes,
  };
  if ([cloudUrl, orgApiKey, organizationId].some((name) => values.some(({ key }) => isNamed(key, name)))) {
    return { ok: true, environment };
  }
  const found = values.slice(0, 12).map(({ key }) => key.slice(0, 60));
  return {
    ok: false,
    message: 'This environment has none of the variables cloudUrl, orgApiKey and organizationId.',
    hint: found.length > 0 ? `It has: ${found.join(', ')}. ${exportAgain}` : `It is empty. ${exportAgain}`,
  };
}

/** Case and the British spelling do not matter: no two of these names mean different things. */
function isNamed(key: string, name: string): boolean {
  return key.trim().toLowerCase().replace('organisation', 'organization') === name.toLowerCase();
}

function usable(name: string, values: readonly Value[], notes: string[]): string | null {
  const named = values.filter(({ key }) => isNamed(key, name));
  const enabled = named.filter((each) => each.enabled !== false);
  if (named.length > 0 && enabled.length === 0) notes.push(`${name} is switched off in this environment.`);
  const given = enabled.flatMap(({ value }) => (typeof value === 'string' ? [value.trim()] : []));
  const texts = [...new Set(given.filter(Boolean))];
  const [text] = texts;
  if (text === undefined) {
    if (name === postmanVariables.orgApiKey && (named.length === 0 || enabled.length > 0)) notes.push(noKey);
    return null;
  }
  if (texts.length > 1) {
    notes.push(`${name} has several different values in this environment: none was taken.`);
    return null;
  }
  if (/\{\{.*\}\}/s.test(text)) {
    notes.push(
      `${name} only points to another variable or to Postman’s vault, which the file does not have.`,
    );
    return null;
  }
  return text;
}

const noKey =
  'The file has no value for orgApiKey: Postman leaves secret values out of an export, or clears them. Paste the key.';

function otherThing(content: unknown): string {
  const has = (name: string) => typeof content === 'object' && content !== null && name in content;
  if (has('info') && has('item')) return 'This is a Postman collection, not an environment.';
  if (has('run') || has('results')) return 'These are the results of a run, not an environment.';
  return 'This JSON file is not a Postman environment: it has no list of values.';
}

/**
 * Compares an environment's address with the one that Lockstep uses; a slash at the end does not matter. `api`: the
 * same; `site`: an Atlassian site, as in the article [DOC]; `other`: anything else. `shown` is the address without
 * anything that could be secret; null if the text is no address.
 */
export function compareCloudUrl(
  cloudUrl: string,
  apiUrl: string,
): { is: 'api' | 'site' | 'other'; shown: string | null } {
  const shown = plainAddress(cloudUrl);
  if (shown !== null && shown === plainAddress(apiUrl)) return { is: 'api', shown };
  return { is: shown !== null && site.test(shown) ? 'site' : 'other', shown };
}

/** Atlassian uses this domain for sites only: `api.atlassian.com` does not match. */
const site = /^https:\/\/[a-z0-9-]+\.atlassian\.net(?:\/|$)/;

function plainAddress(text: string): string | null {
  try {
    const url = new URL(text);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  } catch {
    return null;
  }
}
