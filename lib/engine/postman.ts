/** A sealed plan, handed out for Postman: the same checks as before a run, for nobody checks there. */
import { planText } from '#lib/domain/plan';
import { postmanFile, postmanFileName, postmanFiles } from '#lib/domain/postman-export';
import type { Connections } from '#lib/engine/connection';
import { done, failed, type Result } from '#lib/engine/errors';
import type { PlanVerbs } from '#lib/engine/plans';
import type { Chance } from '#lib/engine/ports';
import type { ProtectionVerbs } from '#lib/engine/protections';
import type { RunStore } from '#lib/engine/storage';

export interface PostmanVerbs {
  /** One of a plan's files, by its name; refused where the plan could not be started here either. */
  file(planId: string, name: string): Result<{ text: string; type: string; fileName: string }>;
}

/** Verbs over stored plans. */
export function newPostman(parts: {
  plans: PlanVerbs;
  runStore: RunStore;
  protections: ProtectionVerbs;
  connections: Connections;
  chance: Chance;
}): PostmanVerbs {
  return {
    file(id, name) {
      const file = postmanFiles.find((each) => each === name);
      if (!file) return failed('not-found', 'A plan has no such file.', `It has ${postmanFiles.join(', ')}.`);
      const sealed = parts.plans.get(id);
      if (!sealed.ok) return sealed;
      const { plan, entries } = sealed.value;
      const run = parts.runStore.runOfPlan(id);
      if (run) {
        const message = `This plan was started already, as run ${run.number}.`;
        return failed(
          'conflict',
          message,
          'Let one tool do it: what is left can be sealed anew from that run.',
        );
      }
      if (parts.chance.sha256(planText(plan, entries)) !== plan.digest) {
        return failed('conflict', 'The plan is not the one that was sealed.', 'Go back to the review.');
      }
      const changed = entries.filter((entry) => parts.protections.reasonAgainst(entry.accountId) !== null);
      if (changed.length > 0) {
        const names = changed.slice(0, 10).map((entry) => entry.name || entry.accountId);
        const message = `${changed.length} of these users were protected after the plan was sealed.`;
        return failed('conflict', message, 'Go back to the review and seal again.', names);
      }
      const view = parts.connections.view();
      if (view.state === 'none' || (view.organisation?.id ?? null) !== plan.organisationId) {
        const message = `This plan is for ${plan.organisationName}, and Lockstep is not connected to it.`;
        return failed('conflict', message, `Connect to ${plan.organisationName} first.`);
      }
      return done({
        text: postmanFile(file, { plan, entries, cloudUrl: view.apiUrl }),
        type: file === 'users.csv' ? 'text/csv' : 'application/json',
        fileName: postmanFileName(file, plan),
      });
    },
  };
}
