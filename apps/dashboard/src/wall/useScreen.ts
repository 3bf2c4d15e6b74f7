import {
  ALIVE_EVERY_MS,
  type ScreenAnswer,
  type ScreenCommand,
  type ScreenLife,
  type ScreenView,
} from "@nhip/contracts";
import { onScopeDispose, shallowRef, watch, type ShallowRef } from "vue";
import { getJson, postJson, type Answer } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useText } from "../i18n/useText.ts";
import { useLive } from "../live/useLive.ts";

const AGAIN_MS = 3_000;
/** Answers that trying again cannot change: this browser is no screen of the house, or no more. */
const REFUSED = new Set(["unauthorized", "forbidden"]);
const NO_SCREEN: Answer<ScreenView> = { ok: false, code: "unauthorized", message: null };
/** Remembers that this browser was a screen once, to say why it is none any more. */
const WAS_SCREEN = "nhip.screen";

export type PairedScreen = {
  state: ShallowRef<"asking" | "paired" | "unpaired">;
  /** Why it is not paired: `new` never was, `revoked`, or `cookie` where the browser does not keep what it is given. */
  reason: ShallowRef<"new" | "revoked" | "cookie">;
  view: ShallowRef<ScreenView | null>;
  /** Nobody answers just now. */
  away: ShallowRef<boolean>;
  /** The last time somebody stood before it or steered it, in the server's epoch ms; null while nobody did. */
  wokenAt: ShallowRef<number | null>;
  /** A code was claimed. */
  paired: () => void;
};

/** A screen's own life: what it is set up to, told anew with each sign of life; `life` says how it fares. */
export function useScreen(deps: {
  life: () => Omit<ScreenLife, "version" | "width" | "height" | "pixelRatio">;
  obey: (command: ScreenCommand) => void;
  store: Storage;
}): PairedScreen {
  const live = useLive();
  const { locale } = useText();
  const state = shallowRef<"asking" | "paired" | "unpaired">("asking");
  const reason = shallowRef<"new" | "revoked" | "cookie">("new");
  const view = shallowRef<ScreenView | null>(null);
  const away = shallowRef(false);
  const wokenAt = shallowRef<number | null>(null);
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let justClaimed = false;

  function later(ms: number, what: () => Promise<void>): void {
    clearTimeout(timer);
    if (!abort.signal.aborted) timer = setTimeout(() => void what(), ms);
  }
  /** Takes an answer about itself; the next sign of life is due after it. */
  function take(answer: Answer<ScreenView>): void {
    if (abort.signal.aborted) return;
    away.value = !answer.ok && !REFUSED.has(answer.code);
    if (answer.ok) {
      const isNew = state.value !== "paired";
      view.value = answer.value;
      state.value = "paired";
      if (justClaimed) wokenAt.value = live.serverNow();
      justClaimed = false;
      deps.store.setItem(WAS_SCREEN, "1");
      if (isNew) live.start();
      if (isNew && live.connection.state.value === "refused") live.connection.retry();
      later(isNew ? AGAIN_MS : ALIVE_EVERY_MS, alive);
    } else if (away.value) later(AGAIN_MS, state.value === "paired" ? alive : ask);
    else {
      reason.value = justClaimed ? "cookie" : deps.store.getItem(WAS_SCREEN) === null ? "new" : "revoked";
      justClaimed = false;
      state.value = "unpaired";
      view.value = null;
      clearTimeout(timer);
    }
  }
  async function ask(): Promise<void> {
    const answer = await getJson<ScreenAnswer>(paths.screen(), locale.value, abort.signal);
    if (!answer.ok) return take(answer);
    const { screen } = answer.value;
    take(screen === null ? NO_SCREEN : { ok: true, value: screen });
  }
  async function alive(): Promise<void> {
    const { innerWidth: width, innerHeight: height, devicePixelRatio: pixelRatio } = window;
    const version = live.pulse.value?.version ?? "";
    const life: ScreenLife = { version, width, height, pixelRatio, ...deps.life() };
    take(await postJson<ScreenView>(paths.screenAlive(), locale.value, life));
  }
  function again(): void {
    if (state.value === "paired") later(0, alive);
  }
  const stops = [
    live.onCommand((command) => {
      view.value = command.screen;
      if (command.do !== "setup") wokenAt.value = live.serverNow();
      deps.obey(command);
      // Who asked sees at once what became of it.
      later(200, alive);
    }),
    // After a return, what was said meanwhile.
    live.onChange((ids) => {
      if (ids.length === 0) again();
    }),
    watch(live.connection.refusal, (refusal) => {
      if (refusal !== null && state.value === "paired")
        void ask().then(() => state.value === "paired" && live.connection.retry());
    }),
  ];
  void ask();
  onScopeDispose(() => {
    abort.abort();
    clearTimeout(timer);
    for (const stop of stops) stop();
  });
  return {
    state,
    reason,
    view,
    away,
    wokenAt,
    paired: () => {
      justClaimed = true;
      state.value = "asking";
      void ask();
    },
  };
}
