import { ruleRequestSchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { answer, handle, json, readBody, refuse } from '#lib/server/route';

const list = () => ({ rules: app().engine.rules.list() });

/** The rules, newest first, each with how many accounts it protects. */
export function GET(): Promise<Response> {
  return handle(() => json(list()));
}

/** Adds a rule: whom it fits is protected from now on. */
export function POST(request: Request): Promise<Response> {
  return handle(async () => {
    const body = await readBody(request, ruleRequestSchema);
    return body.ok ? answer(app().engine.rules.add(body.value), list, 201) : refuse(body.error);
  });
}
