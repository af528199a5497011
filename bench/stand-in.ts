/** A minimal stand-in for the two calls of a run, as fast as Node can answer; in its own process. */
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

const server = createServer((request, response) => {
  const [, , id = '', , action] = (request.url ?? '').split('/');
  if (request.url === '/counts') {
    response.end(JSON.stringify({ answered, refused }));
    answered = 0;
    refused = 0;
    return;
  }
  request.resume();
  const answer = () => {
    answered += 1;
    const headers = limit > 0 ? quota() : {};
    if (limit > 0 && used > limit) {
      refused += 1;
      response.writeHead(429, headers);
      response.end();
      return;
    }
    if (action === 'profile') {
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
  if (latencyMs > 0) setTimeout(answer, latencyMs);
  else answer();
});
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
