/** A minimal stand-in for the requests of a run, as fast as Node can answer; in its own process. */
import { createServer } from 'node:http';

const [latency = '0', perSecond = '0'] = process.argv.slice(2);
const latencyMs = Number(latency);
const limit = Number(perSecond);
const inactive = new Set<string>();
let windowEnds = 0;
let used = 0;
let answered = 0;
let refused = 0;

/** Rate-limit headers for windows of one second, as documented; 0 for no limit. */
function quota(): Record<string, string> & { exceeded?: never } {
  const now = Date.now();
  if (now >= windowEnds) {
    windowEnds = now + 1_000;
    used = 0;
  }
  used += 1;
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(0, limit - used)),
    'x-ratelimit-reset': new Date(windowEnds).toISOString(),
  };
}

/** The account that `lockstep-run.ts` gives an address to. */
const accountOf = (email: string) => `712020:${email.slice(4, 12)}-0000-4000-8000-000000000000`;

function found(body: string): string {
  const { accountIds, emails } = JSON.parse(body) as { accountIds?: string[]; emails?: string[] };
  const ids = accountIds ?? emails?.map(accountOf) ?? [];
  const data = ids.map((accountId) => ({
    accountId,
    accountType: 'atlassian',
    accountStatus: inactive.has(encodeURIComponent(accountId)) ? 'inactive' : 'active',
    claimStatus: 'managed',
  }));
  return JSON.stringify({ data, links: {} });
}

const server = createServer((request, response) => {
  const [, , id = '', , action] = (request.url ?? '').split('/');
  if (request.url === '/counts') {
    response.end(JSON.stringify({ answered, refused }));
    answered = 0;
    refused = 0;
    return;
  }
  let body = '';
  if (request.url?.endsWith('/users/search')) request.on('data', (piece: Buffer) => (body += String(piece)));
  else request.resume();
  const answer = () => {
    answered += 1;
    const headers = limit > 0 ? quota() : {};
    if (limit > 0 && used > limit) {
      refused += 1;
      response.writeHead(429, headers);
      response.end();
      return;
    }
    if (id === 'v2') {
      const text = body === '' ? JSON.stringify({ count: 1_000_000 - inactive.size }) : found(body);
      response.writeHead(200, { ...headers, 'content-type': 'application/json' });
      response.end(text);
    } else if (action === 'profile') {
      const account = {
        account_id: decodeURIComponent(id),
        account_status: inactive.has(id) ? 'inactive' : 'active',
      };
      response.writeHead(200, { ...headers, 'content-type': 'application/json' });
      response.end(JSON.stringify({ account }));
    } else {
      inactive.add(id);
      response.writeHead(204, headers);
      response.end();
    }
  };
  const answerLater = () => (latencyMs > 0 ? setTimeout(answer, latencyMs) : answer());
  if (request.url?.endsWith('/users/search')) request.on('end', answerLater);
  else answerLater();
});
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
