/** For tests: clients and servers. Call `closeAll` in `afterEach` to close them. */
import { type AtlassianClientOptions, createAtlassianClient } from '#lib/adapters/atlassian/atlassian-client';
import { type AccountId, parseAccountId } from '#lib/domain/account/account-id';
import { startServer, startTcpServer } from '#test/atlassian/server';

export const sampleKey = 'ATCTT3xFfGN0sample_Key-0123456789=ABCDEF';

const opened: (() => Promise<void>)[] = [];

/** Closes what the test opened, in reverse order. */
export async function closeAll(): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close();
}

export function accountId(text: string): AccountId {
  const id = parseAccountId(text);
  if (id === null) throw new Error(`not an account ID: ${text}`);
  return id;
}

export const ada = accountId('712020:978521a6-0000-4000-8000-00000000ada0');

/** A client of `url` that allows every write and ignores this machine's proxies. */
export function clientOf(url: string, options: Partial<AtlassianClientOptions> = {}) {
  const client = createAtlassianClient({
    baseUrl: url,
    key: sampleKey,
    product: { name: 'Lockstep', version: '1.2.3' },
    mayWrite: () => null,
    environment: {},
    ...options,
  });
  opened.push(() => client.close());
  return client;
}

export async function serverOf(...args: Parameters<typeof startServer>) {
  const server = await startServer(...args);
  opened.push(() => server.close());
  return server;
}

export async function tcpServerOf(...args: Parameters<typeof startTcpServer>) {
  const server = await startTcpServer(...args);
  opened.push(() => server.close());
  return server;
}
