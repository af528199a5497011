/** Makes the HTTP API read-only while another process owns the data folder. */
import type { Handler } from '#lib/server/front/serve';

const body = JSON.stringify({
  error: {
    code: 'conflict',
    message: 'Another Lockstep works in this data folder; this one can only watch.',
    hint: 'Use the other one, or stop it and start this one again.',
  },
});

/** Passes reading requests on, and refuses all others with 409. */
export function onlyReading(handler: Handler): Handler {
  return (request, response) => {
    if (request.method === 'GET' || request.method === 'HEAD') return handler(request, response);
    request.resume();
    response.writeHead(409, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(body);
  };
}
