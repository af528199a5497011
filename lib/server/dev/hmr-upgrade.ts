/** Allows the one protocol change of development mode: the websocket through which Next.js reloads a page. */
import type { IncomingMessage } from 'node:http';
import { sessionOfOwnPage } from '#lib/server/dev/own-page';
import type { OwnRules, UpgradeHandler } from '#lib/server/front/front';
import { decodedPath, header } from '#lib/server/front/request-header';

/** The headers that Next.js needs. It gets neither the cookie nor headers that control its internals. */
const passed = new Set([
  'connection',
  'host',
  'origin',
  'sec-websocket-extensions',
  'sec-websocket-key',
  'sec-websocket-version',
  'upgrade',
  'user-agent',
]);

/** Passes Next's own websocket to `next`, and cuts off every other connection. */
export function hmrUpgrade(next: UpgradeHandler): UpgradeHandler {
  return (request, socket, head, rules) => {
    if (!isOwnHmr(request, rules)) {
      socket.destroy();
      return;
    }
    stripHeaders(request);
    next(request, socket, head, rules);
  };
}

/** Whether the request is for Next's websocket, from a page of ours in a signed-in browser. */
function isOwnHmr(request: IncomingMessage, rules: OwnRules): boolean {
  return (
    request.method === 'GET' &&
    decodedPath(request) === '/_next/hmr' &&
    header(request, 'upgrade').toLowerCase() === 'websocket' &&
    sessionOfOwnPage(request, rules) !== null
  );
}

function stripHeaders(request: IncomingMessage): void {
  const kept = Object.entries(request.headers).filter(([name]) => passed.has(name));
  request.headers = Object.fromEntries(kept);
  request.rawHeaders = kept.flatMap(([name, value]) => [name, String(value)]);
}
