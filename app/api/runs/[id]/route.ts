import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/route';
import { runSummary } from '#lib/server/views';

type Context = { params: Promise<{ id: string }> };

/** A run and the people of its plan; what happened to them comes by the event stream. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () => {
    const { runs, plans } = app().engine;
    return answer(runs.get((await params).id), (view) => {
      const sealed = plans.get(view.plan.id);
      const { entries, alarms } = sealed.ok ? sealed.value : { entries: [], alarms: [] };
      const compared = runs.differences(view.record.id);
      const differences = compared.ok ? compared.value : view.differences;
      return { run: runSummary({ ...view, differences }), entries, alarms };
    });
  });
}

/** Deletes a run that has ended, with its plan, its journal and its report. */
export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () =>
    answer(app().engine.keeping.purgeRun((await params).id), () => ({})),
  );
}
