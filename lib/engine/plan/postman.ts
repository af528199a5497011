/** Exports a sealed plan to Postman. It must pass the gate first, because Postman checks nothing. */
import { postmanFile, postmanFileName, postmanFiles } from '#lib/domain/postman/export';
import { atOnce, type Pieces } from '#lib/domain/text/pieces';
import type { Connections } from '#lib/engine/connection/connection';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Confirmation, Gate } from '#lib/engine/plan/gate';
import { inTurns } from '#lib/engine/turns';

/** A file for Postman, with its media type and the name to save it under. */
interface PostmanExport {
  text: string;
  type: string;
  fileName: string;
}

/** The verbs on exports to Postman. */
export interface PostmanVerbs {
  /** One of a plan's files, by name. Fails if the gate refuses the plan. */
  file(planId: string, name: string, confirmed: Confirmation): Result<PostmanExport>;
  /** The same, with other work in between. Rejects if the signal is aborted. */
  fileInPieces(
    planId: string,
    name: string,
    confirmed: Confirmation,
    signal?: AbortSignal,
  ): Promise<Result<PostmanExport>>;
}

/** Verbs over stored plans. */
export function newPostman(parts: { gate: Gate; connections: Connections }): PostmanVerbs {
  function* exported(id: string, name: string, confirmed: Confirmation): Pieces<Result<PostmanExport>> {
    const file = postmanFiles.find((each) => each === name);
    if (!file) return failed('not-found', 'A plan has no such file.', `It has ${postmanFiles.join(', ')}.`);
    const sealed = yield* parts.gate.pass(id, 'postman', confirmed);
    if (!sealed.ok) return sealed;
    const { plan, entries } = sealed.value;
    const view = parts.connections.view();
    if (view.state === 'none') {
      return failed('not-connected', 'Lockstep is not connected to an organisation.', 'Connect first.');
    }
    return done({
      text: postmanFile(file, { plan, entries, apiUrl: view.apiUrl }),
      type: file === 'users.csv' ? 'text/csv' : 'application/json',
      fileName: postmanFileName(file, plan),
    });
  }
  return {
    file: (id, name, confirmed) => atOnce(exported(id, name, confirmed)),
    fileInPieces: (id, name, confirmed, signal) => inTurns(exported(id, name, confirmed), signal),
  };
}
