/** The Atlassian client: typed operations over one guarded call. It holds the key and sends it to one origin only. */
import { accountOperations } from '#lib/adapters/atlassian/account-operations';
import { ServerClock } from '#lib/adapters/atlassian/answers/server-clock';
import { type CallOptions, createCall } from '#lib/adapters/atlassian/call/atlassian-call';
import { createConnection } from '#lib/adapters/atlassian/http/http-connection';
import { defaultTimeouts, type Timeouts } from '#lib/adapters/atlassian/http/http-dispatcher';
import { chooseProxy } from '#lib/adapters/atlassian/http/proxy-choice';
import { organisationOperations } from '#lib/adapters/atlassian/organisation-operations';
import { probeKey } from '#lib/adapters/atlassian/probe-key';
import { redactorOf } from '#lib/adapters/redact/redact';
import type { AccountId } from '#lib/domain/account/account-id';
import { parseApiOrigin } from '#lib/domain/connection/api-origin';
import type { Atlassian } from '#lib/engine/ports';

/** The settings of a client. */
export interface AtlassianClientOptions {
  /** https, or http on the loopback interface; the key is sent to its origin only. */
  baseUrl: string;
  /** Organisation API key. */
  key: string;
  product: { name: string; version: string };
  /** Null if a lifecycle write to this account is allowed, else why not. Checked again right before the first byte. */
  mayWrite: (accountId: AccountId) => string | null;
  /** Called after each request. */
  sent?: CallOptions['sent'];
  timeouts?: Partial<Timeouts>;
  /** The source of HTTPS_PROXY and NO_PROXY; by default the environment of the process. */
  environment?: Readonly<Record<string, string | undefined>>;
}

/** Does not open a connection yet. Throws only if the base URL is invalid (see `parseApiOrigin`). */
export function createAtlassianClient(options: AtlassianClientOptions): Atlassian {
  const base = parseApiOrigin(options.baseUrl);
  if (base === null)
    throw new Error('The address of the Atlassian API must be https, or http on this machine.');
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const connection = createConnection(chooseProxy(base.origin, options.environment ?? process.env), timeouts);
  const call = createCall({
    base,
    key: options.key,
    userAgent: `${options.product.name}/${options.product.version}`,
    mayWrite: options.mayWrite,
    connection,
    redact: redactorOf(options.key),
    serverClock: new ServerClock(),
    sent: options.sent,
  });
  const operations = { ...accountOperations(call), ...organisationOperations(call, base.origin) };
  return {
    ...operations,
    probe: (organisationId, signal) => probeKey(operations, organisationId, signal),
    close: () => connection.close(),
  };
}
