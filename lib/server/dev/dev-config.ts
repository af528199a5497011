/** The configuration of development mode: nothing but this computer is called, and with no key that is worth anything. */
import { type ConfigProblem, readConfig } from '#lib/config';
import { isDemoKey } from '#lib/demo/organisation/keys';
import { apiKeyFault, type ValueFault } from '#lib/domain/connection/api-key';
import { isLoopback } from '#lib/domain/connection/api-origin';

/** Where a typed key is sent unless ATLASSIAN_API_URL says otherwise: the address of `npm run demo-org`. */
const demoOrganisationUrl = 'http://127.0.0.1:4010';

export type ReadDevConfig =
  | { ok: true; config: { port: number; dataDir: string; apiUrl: string } }
  | { ok: false; problems: readonly Pick<ConfigProblem, 'message' | 'hint'>[] };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads what development mode takes of the environment: the port, and the address of an API on this computer. Key,
 * organisation and data folder of the environment are not looked at.
 */
export function readDevConfig(environment: Environment, dataDir: string): ReadDevConfig {
  const { PORT, ATLASSIAN_API_URL, NODE_TLS_REJECT_UNAUTHORIZED } = environment;
  const taken = {
    PORT,
    ATLASSIAN_API_URL: ATLASSIAN_API_URL?.trim() || demoOrganisationUrl,
    NODE_TLS_REJECT_UNAUTHORIZED,
    LOCKSTEP_DATA_DIR: dataDir,
  };
  const read = readConfig(taken, process.platform, '');
  if (!read.ok) return read;
  const { port, apiUrl } = read.config;
  if (!isLoopback(new URL(apiUrl).hostname)) return { ok: false, problems: [foreignApi] };
  return { ok: true, config: { port, dataDir: read.config.dataDir, apiUrl } };
}

const foreignApi = {
  message: 'In development ATLASSIAN_API_URL must be an address on this computer.',
  hint: `Leave it out for ${demoOrganisationUrl}, where npm run demo-org answers. For Atlassian itself use npm start.`,
};

/** Why a typed key is not taken in development; null for a key of the demo organisation and one that begins with `test-`. */
export function devKeyFault(key: string): ValueFault | null {
  const odd = apiKeyFault(key);
  if (odd !== null) return odd;
  return isDemoKey(key) || key.startsWith('test-') ? null : realKey;
}

const realKey: ValueFault = {
  what: 'may be a real one, and this is development mode',
  hint: 'Use a key of the demo organisation, or one that begins with “test-”. For a real key use npm start.',
};
