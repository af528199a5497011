/** Decides which key may call what: a refused key nothing, a scoped key only the organisations API [LIVE]. */
import type { Call } from '#lib/demo/call';
import { bearerOf, kindOfKey } from '#lib/demo/organisation/keys';
import type { Organisation } from '#lib/demo/organisation/organisation';
import { adminError, insufficientScope } from '#lib/demo/replies/admin-replies';
import { keyRefused, scopeMissing } from '#lib/demo/replies/user-replies';
import { gatewayError, type Reply } from '#lib/demo/reply';

/** The reason why the key of a call is refused; null if it is accepted. */
export function refusedAccess(organisation: Organisation, call: Call): Reply | null {
  const kind = kindOfKey(bearerOf(call.authorization));
  if (kind === 'refused') return unauthorised(organisation, call);
  if (kind === 'right' || call.family !== 'users') return null;
  return scoped(organisation);
}

/** The refusal of a key with scopes: it may not manage accounts. */
export function scoped({ faults: { scopedKeyAnswer: at } }: Organisation): Reply {
  return at === '401' ? insufficientScope : scopeMissing(at);
}

/** A 401 in the format of the API that was called [SPEC; the code of v2 INFER]. */
export function unauthorised({ faults }: Organisation, { family }: Call): Reply {
  if (faults.refusedKeyAnswer === 'gateway') return gatewayError(401, 'Unauthorized');
  switch (family) {
    case 'users':
      return keyRefused;
    case 'v2':
      return adminError(
        401,
        'ADMIN-401-1',
        'UNAUTHORIZED',
        'You need to authenticate to submit this request',
      );
    default:
      return gatewayError(401, 'Unauthorized');
  }
}
