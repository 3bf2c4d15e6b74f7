import { WardSettings, type DossierPage } from "@nhip/contracts";
import { SAMPLE_SOURCE } from "@nhip/backbone";
import { dayOf } from "@nhip/domain";
import {
  createLiveStep,
  recentDays,
  sampleAlerts,
  sampleWard,
  sampleYear,
  type OpenSample,
  type WireEvent,
} from "@nhip/sample";
import { UsageError, type Context } from "../context.ts";
import { createSender } from "../sender.ts";

const BATCH = 1_000;

/** `sample`: loads the sample ward when the store is empty, then lets it live gently until a real source has a key. */
export async function sample(args: string[], context: Context): Promise<number> {
  if (args.length > 0) throw new UsageError("sample");
  const { apiKeys, wards, sampleState, say, now } = context;
  const known = await wards.find(sampleWard.id);
  const isNew = known === undefined && (await wards.list()).length === 0;
  if ((await sampleState.ended()) || (!isNew && known?.sample !== true)) return 0;
  await wards.save(known ?? WardSettings.parse(sampleWard));
  if (isNew) await context.alerts.saveSettings(sampleWard.id, sampleAlerts);
  const { id, key } = await apiKeys.create(
    { scope: "ingest", wards: [sampleWard.id], source: SAMPLE_SOURCE },
    now(),
  );
  const reading = await apiKeys.create(
    { scope: "read", wards: [sampleWard.id], source: SAMPLE_SOURCE },
    now(),
  );
  const discardKeys = () => Promise.all([apiKeys.discard(id), apiKeys.discard(reading.id)]);
  const discard = () => void discardKeys().finally(() => process.exit(0));
  process.once("SIGTERM", discard).once("SIGINT", discard).once("disconnect", discard);
  // Listening for the parent's end keeps a process alive; the sample is to end by itself when its time is over.
  process.channel?.unref();
  const sender = createSender(context.ingestUrl, key);
  if (!(await sampleState.loaded())) {
    const events = [...sampleYear(), ...recentDays(dayOf(now()), now())];
    say(`Nạp dữ liệu mẫu: ${events.length} sự kiện của ${sampleWard.name} …`);
    for (let at = 0; at < events.length; at += BATCH) await sender.send(events.slice(at, at + BATCH));
    await sampleState.markLoaded(now());
    say("Đã nạp xong dữ liệu mẫu.");
  }
  await live(context, reading.key, (events) => sender.send(events));
  await discardKeys();
  say("Đã có nguồn thật: dữ liệu mẫu ngừng hẳn.");
  return 0;
}

async function live(
  context: Context,
  readKey: string,
  send: (events: WireEvent[]) => Promise<number>,
): Promise<void> {
  const step = createLiveStep(1);
  while (!(await context.sampleState.ended())) {
    const { events, waitMs } = step.next(context.now(), await openDossiers(context, readKey));
    if (events.length > 0) await send(events);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

/** The sample's open dossiers, soonest due first; none while `live` does not answer. */
async function openDossiers({ liveUrl }: Context, readKey: string): Promise<OpenSample[]> {
  const url = `${liveUrl}/api/v1/wards/${sampleWard.id}/dossiers?status=open`;
  try {
    const open: OpenSample[] = [];
    let cursor: string | null = "0";
    for (let page = 0; cursor !== null && page < 3; page++) {
      const response: Response = await fetch(`${url}&cursor=${cursor}`, {
        headers: { authorization: `Bearer ${readKey}` },
        signal: AbortSignal.timeout(5_000),
      });
      const body = (await response.json()) as DossierAnswer;
      open.push(...body.dossiers.map(toOpenSample));
      cursor = body.cursor;
    }
    return open;
  } catch {
    return [];
  }
}

type DossierAnswer = Pick<DossierPage, "dossiers" | "cursor">;

function toOpenSample(row: DossierAnswer["dossiers"][number]): OpenSample {
  const { code, field, channel, level, dueAt, status } = row;
  return {
    code,
    field,
    channel,
    level,
    dueAt: dueAt === null ? null : Date.parse(dueAt),
    waiting: status === "waiting",
  };
}
