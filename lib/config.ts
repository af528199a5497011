/** The environment, validated once. */
import path from 'node:path';
import { z } from 'zod';
import { apiKeyFault, type ValueFault } from '#lib/domain/connection/api-key';
import { parseApiOrigin } from '#lib/domain/connection/api-origin';
import { atlassianApiUrl } from '#lib/domain/connection/api-url';
import { organisationIdFault } from '#lib/domain/connection/organisation-id';

/** The settings in the environment. */
export interface Config {
  /** The requested port; 0 means any free one. */
  port: number;
  /** Absolute. */
  dataDir: string;
  /** Whether to open a browser at the start; `auto`: if one would probably appear. */
  openBrowser: 'auto' | 'always' | 'never';
  /** Whether a launch link works until it is replaced, instead of only once. */
  manyLinks: boolean;
  /** Whether a deactivation takes time in the demo organisation, as at Atlassian. */
  demoTakesTime: boolean;
  /** Whether the log is written. */
  logs: boolean;
  /** The origin to which the key is sent, without a slash at its end. */
  apiUrl: string;
  apiKey: string | undefined;
  organisationId: string | undefined;
}

/** One invalid variable, and what to do. Never contains the value of the key. */
export interface ConfigProblem {
  variable: string;
  message: string;
  hint: string;
}

/** The configuration, or everything that is wrong with it. */
export type ReadConfig = { ok: true; config: Config } | { ok: false; problems: ConfigProblem[] };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration. `home` is the user's home folder, '' if there is none. Names every invalid variable, not
 * only the first; an empty variable counts as not set.
 */
export function readConfig(environment: Environment, platform: NodeJS.Platform, home: string): ReadConfig {
  const given = Object.fromEntries(
    Object.keys(variables).map((name) => [name, environment[name]?.trim() || undefined]),
  );
  const parsed = z.object(variables).safeParse(given);
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map((issue) => String(issue.path[0])));
  const problems = [...wrong].map((variable) => explained(variable as Variable, given[variable] ?? ''));
  const asked = parsed.data?.LOCKSTEP_DATA_DIR;
  const dataDir = asked ? absolute(asked, platform, home) : defaultDataDir(environment, platform, home);
  if (!wrong.has('LOCKSTEP_DATA_DIR') && dataDir === null && parsed.success) {
    problems.push({ variable: 'LOCKSTEP_DATA_DIR', ...noHome });
  }
  if (!parsed.success || dataDir === null || problems.length > 0) return { ok: false, problems };
  const read = parsed.data;
  return {
    ok: true,
    config: {
      port: read.PORT ?? 3000,
      dataDir,
      openBrowser: read.LOCKSTEP_OPEN ?? 'auto',
      manyLinks: read.LOCKSTEP_LINKS === 'many',
      demoTakesTime: read.LOCKSTEP_DEMO !== 'quick',
      logs: read.LOCKSTEP_LOG !== undefined,
      apiUrl: read.ATLASSIAN_API_URL ?? atlassianApiUrl,
      apiKey: read.ATLASSIAN_ORG_API_KEY,
      organisationId: read.ATLASSIAN_ORG_ID,
    },
  };
}

const variables = {
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535)
    .optional(),
  LOCKSTEP_DATA_DIR: z
    .string()
    .refine((folder) => !folder.includes('\0'))
    .optional(),
  LOCKSTEP_OPEN: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['0', 'no', 'false', 'off', '1', 'yes', 'true', 'on']))
    .transform((word) =>
      ['0', 'no', 'false', 'off'].includes(word) ? ('never' as const) : ('always' as const),
    )
    .optional(),
  LOCKSTEP_LINKS: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['once', 'many']))
    .optional(),
  LOCKSTEP_DEMO: z.string().toLowerCase().pipe(z.literal('quick')).optional(),
  LOCKSTEP_LOG: z.string().toLowerCase().pipe(z.literal('debug')).optional(),
  ATLASSIAN_API_URL: z
    .string()
    .transform((text) => parseApiOrigin(text)?.origin)
    .refine((origin) => origin !== undefined)
    .optional(),
  ATLASSIAN_ORG_API_KEY: z
    .string()
    .refine((key) => apiKeyFault(key) === null)
    .optional(),
  ATLASSIAN_ORG_ID: z
    .string()
    .refine((id) => organisationIdFault(id) === null)
    .optional(),
  NODE_TLS_REJECT_UNAUTHORIZED: z
    .string()
    .refine((value) => value !== '0')
    .optional(),
};

type Variable = keyof typeof variables;

/** The problem of a refused variable; the text does not contain the value. */
function explained(variable: Variable, value: string): ConfigProblem {
  const of = (fault: ValueFault | null, unless: string): ConfigProblem => ({
    variable,
    message: `${variable} ${fault?.what ?? 'cannot be used'} (its value is not shown).`,
    hint: `${fault?.hint ?? ''} Or leave the variable out: ${unless}`.trim(),
  });
  if (variable === 'ATLASSIAN_ORG_API_KEY') return of(apiKeyFault(value), 'the page asks for the key.');
  if (variable === 'ATLASSIAN_ORG_ID') return of(organisationIdFault(value), 'Lockstep asks Atlassian.');
  return { variable, ...explanations[variable] };
}

const explanations: Record<
  Exclude<Variable, 'ATLASSIAN_ORG_API_KEY' | 'ATLASSIAN_ORG_ID'>,
  { message: string; hint: string }
> = {
  PORT: {
    message: 'PORT is not a port number.',
    hint: 'Set it to a whole number from 1 to 65535 (0 for any free port), or leave it out for 3000.',
  },
  LOCKSTEP_DATA_DIR: {
    message: 'LOCKSTEP_DATA_DIR is not the path of a folder.',
    hint: 'Set it to a folder you may write to, or leave it out for the usual place.',
  },
  LOCKSTEP_OPEN: {
    message: 'LOCKSTEP_OPEN is neither 0 nor 1.',
    hint: 'Set it to 0 to open no browser, to 1 to open one, or leave it out.',
  },
  LOCKSTEP_LINKS: {
    message: 'LOCKSTEP_LINKS is neither once nor many.',
    hint: 'Leave it out for links that are good once, or set it to many for one that stays valid.',
  },
  LOCKSTEP_DEMO: {
    message: 'LOCKSTEP_DEMO is not quick.',
    hint: 'Set it to quick for a demo organisation that answers at once, or leave it out.',
  },
  LOCKSTEP_LOG: {
    message: 'LOCKSTEP_LOG is not debug.',
    hint: 'Set it to debug for a line of JSON for each thing that happens, or leave it out.',
  },
  ATLASSIAN_API_URL: {
    message: 'ATLASSIAN_API_URL is not an address the key may be sent to.',
    hint: 'Leave it out for https://api.atlassian.com. Otherwise: https://host, or http://127.0.0.1:port for a server on this machine, with no path, user, query or fragment.',
  },
  NODE_TLS_REJECT_UNAUTHORIZED: {
    message:
      'NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off: anybody on the way could read the organisation API key.',
    hint: 'Unset it. Behind a proxy with its own certificate, set NODE_EXTRA_CA_CERTS to the file of that certificate.',
  },
};

const noHome = {
  message: 'There is no home folder to keep data in.',
  hint: 'Set LOCKSTEP_DATA_DIR to a folder you may write to.',
};

function absolute(folder: string, platform: NodeJS.Platform, home: string): string | null {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  if (!/^~(?:$|[/\\])/.test(folder)) return paths.resolve(folder);
  return home === '' ? null : paths.join(home, folder.slice(1));
}

/** The folder where each operating system keeps the data of a user's programs. */
function defaultDataDir(environment: Environment, platform: NodeJS.Platform, home: string): string | null {
  if (platform === 'win32') {
    const local = environment.LOCALAPPDATA?.trim() || (home && path.win32.join(home, 'AppData', 'Local'));
    return local ? path.win32.join(local, 'Lockstep') : null;
  }
  if (platform === 'darwin')
    return home ? path.posix.join(home, 'Library', 'Application Support', 'Lockstep') : null;
  const shared = environment.XDG_DATA_HOME?.trim() ?? '';
  if (path.posix.isAbsolute(shared)) return path.posix.join(shared, 'lockstep');
  return home ? path.posix.join(home, '.local', 'share', 'lockstep') : null;
}
