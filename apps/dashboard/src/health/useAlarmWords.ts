import { assertNever, type Alarm } from "@nhip/contracts";
import { age } from "../format/duration.ts";
import { formatCount } from "../format/number.ts";
import { momentText } from "../format/time.ts";
import { useText } from "../i18n/useText.ts";
import { useLive } from "../live/useLive.ts";

export type AlarmWords = { say: (alarm: Alarm) => string; todo: (alarm: Alarm) => string };

/** An alarm in words, and what to do about it. */
export function useAlarmWords(): AlarmWords {
  const live = useLive();
  const { t, duration } = useText();

  function say(alarm: Alarm): string {
    const at = alarm.since === null ? live.serverNow() : Date.parse(alarm.since);
    const time = momentText(at, live.serverNow());
    const count = { n: formatCount(alarm.count ?? 0), count: alarm.count ?? 0 };
    switch (alarm.code) {
      case "behind":
        return t("health.alarm.behind", { age: duration(age(live.serverNow() - at)) });
      case "no-worker":
        return t("health.alarm.noWorker", { time });
      case "worker-restarted":
        return t("health.alarm.workerRestarted", { time });
      case "batches-failed":
        return t("health.alarm.batchesFailed", count);
      case "source-silent":
        return t(alarm.sample === true ? "health.alarm.sourceSilentSample" : "health.alarm.sourceSilent", {
          source: alarm.source ?? "",
          time,
        });
      case "store-unsafe":
        return t("health.alarm.storeUnsafe");
      case "store-doubtful":
        return t("health.alarm.storeDoubtful");
      case "store-went-back":
        return t("health.alarm.storeWentBack", { time });
      case "verify-differs":
        return t("health.alarm.verifyDiffers", { time, ...count });
      case "verify-late":
        return t("health.alarm.verifyLate", { time });
      default:
        return assertNever(alarm.code);
    }
  }
  function todo({ code }: Alarm): string {
    switch (code) {
      case "behind":
        return t("health.todo.behind");
      case "no-worker":
        return t("health.todo.noWorker");
      case "worker-restarted":
        return t("health.todo.workerRestarted");
      case "batches-failed":
        return t("health.todo.batchesFailed");
      case "source-silent":
        return t("health.todo.sourceSilent");
      case "store-unsafe":
        return t("health.todo.storeUnsafe");
      case "store-doubtful":
        return t("health.todo.storeDoubtful");
      case "store-went-back":
        return t("health.todo.storeWentBack");
      case "verify-differs":
        return t("health.todo.verifyDiffers");
      case "verify-late":
        return t("health.todo.verifyLate");
      default:
        return assertNever(code);
    }
  }
  return { say, todo };
}
