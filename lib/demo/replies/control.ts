/** `/_demo/…`: inspects the demo organisation and switches faults on. */
import type { IncomingHttpHeaders } from 'node:http';
import { jsonObject, type ReceivedRequest, saysJson } from '#lib/demo/call';
import { readFaults } from '#lib/demo/faults/read-faults';
import { type ExportKind, exportCsv } from '#lib/demo/organisation/exports';
import { apiKey, wrongKeys } from '#lib/demo/organisation/keys';
import type { Organisation } from '#lib/demo/organisation/organisation';
import { type Reply, reply, unsupportedMediaType } from '#lib/demo/reply';

/** A request to `/_demo`, with its headers. */
interface ControlRequest extends ReceivedRequest {
  headers: IncomingHttpHeaders;
}

/** Answers a request under `/_demo`. It needs no key, and refuses pages of other origins. */
export function answerControl(organisation: Organisation, request: ControlRequest): Reply {
  if (isFromElsewhere(request))
    return reply(403, { message: 'Only from this machine, not from a web page.' });
  organisation.settle();
  switch (`${request.method} ${request.path}`) {
    case 'GET /_demo/info':
      return reply(200, info(organisation));
    case 'GET /_demo/ledger':
      return reply(200, { entries: organisation.ledger.entries() });
    case 'GET /_demo/people':
      return reply(200, { people: organisation.people, serviceAccounts: organisation.serviceAccounts });
    case 'GET /_demo/faults':
      return reply(200, organisation.faults);
    case 'PUT /_demo/faults':
      return putFaults(organisation, request);
    case 'POST /_demo/reset':
      return reset(organisation, request);
    case 'GET /_demo/exports/users.csv':
      return download(organisation, 'users');
    case 'GET /_demo/exports/managed-accounts.csv':
      return download(organisation, 'managed-accounts');
    default:
      return reply(404, { message: `There is no ${request.method} ${request.path}.` });
  }
}

function info(organisation: Organisation) {
  return {
    organisationId: organisation.id,
    organisationName: organisation.name,
    directoryId: organisation.directoryId,
    people: organisation.people.length,
    seed: organisation.seed,
    apiKey,
    keys: wrongKeys,
  };
}

function download({ people }: Organisation, kind: ExportKind): Reply {
  return reply(200, exportCsv(kind, people), { 'content-type': 'text/csv; charset=utf-8' });
}

/** Without a body the organisation stays the same; `people` or `seed` give another one. */
function reset(organisation: Organisation, { contentType, body }: ControlRequest): Reply {
  if (body !== '' && !saysJson(contentType)) return unsupportedMediaType;
  const size = body === '' ? {} : jsonObject(body);
  if (!size) return reply(400, { message: 'The body is not a JSON object.' });
  for (const [name, value] of Object.entries(size)) {
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000_000;
    if (!fits || (name !== 'people' && name !== 'seed')) {
      return reply(400, { message: `“${name}” is not a number of people or a seed up to 1000000.` });
    }
  }
  organisation.reset(size);
  return reply(200, info(organisation));
}

/** Adds to the faults that are on; `{}` changes nothing. */
function putFaults(organisation: Organisation, { contentType, body }: ControlRequest): Reply {
  if (!saysJson(contentType)) return unsupportedMediaType;
  const given = jsonObject(body);
  if (!given) return reply(400, { message: 'The body is not a JSON object.' });
  const read = readFaults(given);
  if (!read.ok) return reply(400, { message: read.error });
  organisation.setFaults(read.faults);
  return reply(200, organisation.faults);
}

function isFromElsewhere({ headers, origin }: ControlRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  return headers.origin !== undefined && headers.origin !== origin;
}
