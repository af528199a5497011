/** Exports a sealed plan to Postman. It must pass the gate first, because Postman checks nothing. */
import { postmanFile, postmanFileName, postmanFiles } from '#lib/domain/postman/export';
import type { Connections } from '#lib/engine/connection/connection';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Confirmation, Gate } from '#lib/engine/plan/gate';

/** The verbs on exports to Postman. */
export interface PostmanVerbs {
  /** One of a plan's files, by name. Fails if the gate refuses the plan. */
  file(
    planId: string,
    name: string,
    confirmed: Confirmation,
  ): Result<{ text: string; type: string; fileName: string }>;
}

/** Verbs over stored plans. */
export function newPostman(parts: { gate: Gate; connections: Connections }): PostmanVerbs {
  return {
    file(id, name, confirmed) {
      const file = postmanFiles.find((each) => each === name);
      if (!file) return failed('not-found', 'A plan has no such file.', `It has ${postmanFiles.join(', ')}.`);
      const sealed = parts.gate.pass(id, 'postman', confirmed);
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
    },
  };
}
