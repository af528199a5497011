import { rulePreviewRequestSchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { answer, handle, readBody, refuse } from '#lib/server/route';

/** So many people are named. */
const named = 100;

/** Whom a rule would fit in a roster; nothing is changed. */
export function POST(request: Request): Promise<Response> {
  return handle(async () => {
    const body = await readBody(request, rulePreviewRequestSchema);
    if (!body.ok) return refuse(body.error);
    const { rosterId, ...rule } = body.value;
    return answer(app().engine.rules.preview(rosterId, rule), (people) => ({
      count: people.length,
      people: people.slice(0, named),
    }));
  });
}
