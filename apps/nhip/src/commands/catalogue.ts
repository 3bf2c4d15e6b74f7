import { createHash } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { isDeepStrictEqual, parseArgs } from "node:util";
import type { CatalogueFile, WardSettings } from "@nhip/contracts";
import { catalogueChange, checkCatalogue, issueOf, newestAt, type CatalogueProblem } from "@nhip/domain";
import { createStatements, faultMessage } from "@nhip/intake";
import { stringify } from "yaml";
import { readCatalogueText, told, type Place } from "../catalogue-text.ts";
import { UsageError, type Context } from "../context.ts";
import { record } from "../record.ts";

const MAX_FILE_BYTES = 1_048_576;
/** Named as the source of targets that a file sets; with the id that is what makes them known again. */
const SOURCE = "Tệp danh mục";

/** `catalogue export --ward W [FILE]` · `catalogue check FILE --ward W` · `catalogue apply FILE --ward W` */
export async function catalogue(args: string[], context: Context): Promise<number> {
  const [verb, ...rest] = args;
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: { ward: { type: "string" } },
  });
  const [file] = positionals;
  const found = await context.wards.read(values.ward ?? "");
  if (!found) throw new UsageError(`--ward ${values.ward ?? ""}: chưa có phường này (no such ward)`);
  if (positionals.length > 1) throw new UsageError(`catalogue ${verb ?? ""}: một tệp thôi (one file)`);
  if (verb === "export") return write(found.settings, file, context);
  if (verb !== "check" && verb !== "apply")
    throw new UsageError("catalogue export [TỆP] | check TỆP | apply TỆP");
  if (file === undefined) throw new UsageError(`catalogue ${verb}: thiếu tên tệp (a file is missing)`);
  const checked = await readAndCheck(file, found.settings, context);
  if (!checked) return 1;
  if (verb === "apply") return apply(checked, found, context);
  context.print({ ok: true, issues: [] });
  context.say(`${file}: đúng, có thể áp dụng (it is right).`);
  return 0;
}

async function write(settings: WardSettings, file: string | undefined, context: Context): Promise<number> {
  const { units, catalogue: own } = settings;
  const targets = (await plans(settings.id, context)).map(({ kpi, period, value, source }) => ({
    kpi,
    period,
    value,
    ...(source === undefined ? {} : { source }),
  }));
  const content = { ...own, units, targets };
  const head = `# Danh mục chỉ tiêu của ${settings.name}. Kiểm tra: npm run nhip -- catalogue check TỆP --ward ${settings.id}\n`;
  const text = file?.endsWith(".json") ? `${JSON.stringify(content, null, 2)}\n` : head + stringify(content);
  if (file !== undefined) await writeFile(file, text);
  context.print(content);
  context.say(file === undefined ? text.trimEnd() : `Đã ghi ${file}.`);
  return 0;
}

/** The file over what the ward has: a part that it leaves out stays as it is. `null` after its mistakes were told. */
async function readAndCheck(
  file: string,
  { catalogue: own, units }: WardSettings,
  context: Context,
): Promise<CatalogueFile | null> {
  const size = (await stat(file).catch(() => null))?.size;
  if (size === undefined) throw new UsageError(`${file}: không có tệp này (no such file)`);
  if (size > MAX_FILE_BYTES) throw new UsageError(`${file}: quá lớn (too large)`);
  const text = readCatalogueText(await readFile(file, "utf8"));
  if (!text.ok) {
    tell(
      text.faults.map(({ place, message }) => ({
        issue: { path: "", code: "unreadable", message },
        place,
        line: `${file}:${place?.line ?? 1}:${place?.column ?? 1} ${message}`,
      })),
      context,
    );
    return null;
  }
  const raw: Record<string, unknown> = { ...own, units, ...text.parts };
  const checked = checkCatalogue(raw);
  if (checked.ok) return checked.file;
  tell(
    checked.problems.map((problem) => {
      const place = text.placeOf(problem);
      const line = told(problem, place, file, formulaAt(raw, problem));
      return { issue: issueOf(problem, "vi"), place, line };
    }),
    context,
  );
  return null;
}

type Wrong = { issue: object; place: Place; line: string };

function tell(wrong: readonly Wrong[], { json, print }: Context): void {
  print({ ok: false, issues: wrong.map(({ issue, place }) => ({ ...issue, place })) });
  if (!json) process.stderr.write(`${wrong.map(({ line }) => line).join("\n")}\n`);
}

function formulaAt(raw: Record<string, unknown>, { path }: CatalogueProblem): unknown {
  let at: unknown = raw;
  for (const step of path)
    at = typeof at === "object" && at !== null ? (at as Record<string | number, unknown>)[step] : undefined;
  return at;
}

async function apply(
  { targets, units, ...own }: CatalogueFile,
  { settings, version }: { settings: WardSettings; version: string },
  context: Context,
): Promise<number> {
  const next = { ...settings, catalogue: own, units };
  const changed = !isDeepStrictEqual(next, settings);
  if (changed && (await context.wards.replace(next, version)) === null)
    throw new Error("có người khác vừa sửa danh mục, hãy làm lại (somebody else has just changed it)");
  const set = await setTargets(settings.id, targets, context);
  if (changed || set > 0) {
    const { before, after } = catalogueChange(settings, next);
    await record(context, "catalogue.apply", {
      ward: settings.id,
      before,
      after: set > 0 ? { ...after, targets: set } : after,
    });
  }
  context.print({ ward: settings.id, changed, targets: set });
  context.say(
    `${changed ? "Đã áp dụng danh mục" : "Danh mục không có gì khác"}; ${set} kế hoạch mới (targets set).`,
  );
  return 0;
}

type Plan = CatalogueFile["targets"][number] & { id: string };

/** The plans that hold now, each with the id of its event. */
async function plans(ward: string, { store, now }: Context): Promise<Plan[]> {
  return (await store.readAll(ward, "target")).flatMap((history) => {
    const event = newestAt(history, now()) ?? history[0];
    return event?.type === "target.set" ? [{ ...event.data, id: event.id }] : [];
  });
}

/**
 * Sets those plans that do not hold already. An event's id is made of what it says and of the plan that it replaces, so
 * that the same file sent twice counts once, and a plan may go back to a value that it had before.
 */
async function setTargets(
  ward: string,
  targets: CatalogueFile["targets"],
  context: Context,
): Promise<number> {
  const held = new Map((await plans(ward, context)).map((plan) => [`${plan.kpi} ${plan.period}`, plan]));
  const events = targets.flatMap(({ kpi, period, value, source }) => {
    const before = held.get(`${kpi} ${period}`);
    if (before?.value === value && before.source === source) return [];
    const said = JSON.stringify([kpi, period, value, source ?? null, before?.id ?? null]);
    const id = `plan-${createHash("sha256").update(said).digest("hex").slice(0, 24)}`;
    const data = { kpi, period, value, ...(source === undefined ? {} : { source }) };
    return [{ id, type: "target.set", data }];
  });
  if (events.length === 0) return 0;
  const { add } = context.queue();
  const result = await createStatements({ add, now: context.now, source: SOURCE }).say(ward, events);
  if (!result.ok) throw new Error(faultMessage(result, "vi"));
  return events.length;
}
