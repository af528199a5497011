/** The configuration of development mode, which sends requests only to this computer and accepts only made-up keys. */
import { type Config, type ConfigProblem, readConfig } from '#lib/config';
import { isDemoKey } from '#lib/demo/organisation/keys';
import { apiKeyFault, type ValueFault } from '#lib/domain/connection/api-key';
import { isLoopback } from '#lib/domain/connection/api-origin';

/** The default address of the API for a typed key: `npm run demo-org` answers there. */
const demoOrganisationUrl = 'http://127.0.0.1:4010';

/** The configuration, or the reasons why the environment cannot be used. */
type ReadDevConfig =
  | { ok: true; config: Pick<Config, 'port' | 'dataDir' | 'apiUrl' | 'logs'> }
  | { ok: false; problems: readonly Pick<ConfigProblem, 'message' | 'hint'>[] };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the port, the log and the address of an API on this computer from the environment. The key, the organisation
 * and the data folder of the environment are ignored.
 */
export function readDevConfig(environment: Environment, dataDir: string): ReadDevConfig {
  const { PORT, LOCKSTEP_LOG, ATLASSIAN_API_URL, NODE_TLS_REJECT_UNAUTHORIZED } = environment;
  const taken = {
    PORT,
    LOCKSTEP_LOG,
    ATLASSIAN_API_URL: ATLASSIAN_API_URL?.trim() || demoOrganisationUrl,
    NODE_TLS_REJECT_UNAUTHORIZED,
    LOCKSTEP_DATA_DIR: dataDir,
  };
  const read = readConfig(taken, process.platform, '');
  if (!read.ok) return read;
  const { port, dataDir: folder, apiUrl, logs } = read.config;
  if (!isLoopback(new URL(apiUrl).hostname)) return { ok: false, problems: [foreignApi] };
  return { ok: true, config: { port, dataDir: folder, apiUrl, logs } };
}

const foreignApi = {
  message: 'In development ATLASSIAN_API_URL must be an address on this computer.',
  hint: `Leave it out for ${demoOrganisationUrl}, where npm run demo-org answers. For Atlassian itself use npm start.`,
};

/**
 * The reason why development mode refuses a typed key; null for a key of the demo organisation and one that begins with
 * `test-`.
 */
export function devKeyFault(key: string): ValueFault | null {
  const odd = apiKeyFault(key);
  if (odd !== null) return odd;
  return isDemoKey(key) || key.startsWith('test-') ? null : realKey;
}

const realKey: ValueFault = {
  what: 'may be a real one, and this is development mode',
  hint: 'Use a key of the demo organisation, or one that begins with “test-”. For a real key use npm start.',
};
