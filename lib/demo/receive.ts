/** Handles one request from its arrival to its answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call, ReceivedRequest } from '#lib/demo/call';
import { type Delivery, injectFaults } from '#lib/demo/fault-injection';
import { covers } from '#lib/demo/faults/aim';
import type { Faults } from '#lib/demo/faults/faults';
import { bearerOf, tailOf } from '#lib/demo/organisation/keys';
import type { Organisation } from '#lib/demo/organisation/organisation';
import { refusedAccess } from '#lib/demo/replies/access';
import { answerAccount } from '#lib/demo/replies/account-operations';
import { answerAdmin } from '#lib/demo/replies/admin-operations';
import { answerControl } from '#lib/demo/replies/control';
import { gatewayError, type Reply, reply } from '#lib/demo/reply';
import { routed } from '#lib/demo/router';
import { deliver } from '#lib/demo/send';

const longestBody = 1_000_000;
const ownHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** Answers a request. Rejects if the caller disconnects while its body is being read. */
export async function receive(
  organisation: Organisation,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const host = incoming.headers.host ?? '';
  if (!ownHost.test(host)) {
    const message = 'This is a demo organisation: it answers on the loopback interface only.';
    deliver(response, whole(reply(421, { message })));
    return;
  }
  const request = requestOf(incoming, host);
  if (request.path.startsWith('/_demo/')) {
    const body = await bodyOf(incoming);
    const answer = answerControl(organisation, { ...request, body, headers: incoming.headers });
    deliver(response, whole(answer));
    return;
  }
  const keyTail = tailOf(bearerOf(request.authorization));
  const { method, path } = request;
  const query = (incoming.url ?? '').slice(path.length + 1);
  const open = organisation.ledger.open({ method, path, query, keyTail, at: organisation.now() });
  // A call is over when its answer begins, or when its connection ends without an answer.
  response.once('close', open.close);
  const call = routed({ ...request, body: await bodyOf(incoming) });
  const { entry } = open;
  Object.assign(entry, { body: call.body, operation: call.operation, accountId: call.accountId || null });
  await latency(organisation, call);
  organisation.settle();
  const delivery = call.body.length > longestBody ? whole(tooLarge) : answer(organisation, call);
  entry.effect = delivery.reply.effect ?? null;
  entry.answered =
    delivery.how === 'whole' ? delivery.reply.status : delivery.how === 'hang' ? 'hang' : 'cut';
  if (delivery.how !== 'hang') open.close();
  deliver(response, delivery, stamped(organisation.faults, response, entry.seq));
}

/** Adds the date to an answer, or omits it; returns its trace ID, null for none. */
function stamped({ stamps, clockAheadMs }: Faults, response: ServerResponse, seq: number): string | null {
  response.sendDate = stamps === 'sent';
  if (stamps === 'none') return null;
  if (clockAheadMs !== 0) response.setHeader('date', new Date(Date.now() + clockAheadMs).toUTCString());
  return seq.toString(16).padStart(32, '0');
}

function answer(organisation: Organisation, call: Call): Delivery {
  const refused = refusedAccess(organisation, call);
  if (refused) return whole(refused);
  return injectFaults(organisation, call, () => work(organisation, call));
}

function work(organisation: Organisation, call: Call): Reply {
  switch (call.family) {
    case 'users':
      return answerAccount(organisation, call);
    case 'none':
      return gatewayError(404, 'Not Found');
    default:
      return answerAdmin(organisation, call);
  }
}

const whole = (answered: Reply): Delivery => ({ how: 'whole', reply: answered });
const tooLarge = gatewayError(413, 'Payload Too Large');

function requestOf(incoming: IncomingMessage, host: string): Omit<ReceivedRequest, 'body'> {
  const url = incoming.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    origin: `http://${host}`,
    contentType: incoming.headers['content-type'] ?? '',
    authorization: incoming.headers.authorization,
  };
}

/** The body as text, up to slightly more than the maximum. */
async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length <= longestBody + 65_536) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Waits for the current latency. Switching it off releases everybody who is waiting. */
async function latency(organisation: Organisation, { operation }: Call): Promise<void> {
  const arrived = performance.now();
  const share = organisation.faults.jitterMs > 0 ? organisation.random() : 0;
  for (;;) {
    const { latencyMs, latencyOn, jitterMs } = organisation.faults;
    const left = arrived + latencyMs + share * jitterMs - performance.now();
    if (left <= 0 || !covers(latencyOn, operation)) return;
    await organisation.faultsChanged(left);
  }
}
