import type { PairingAnswer, PairingCode } from "@nhip/contracts";
import { onScopeDispose, shallowRef, type ShallowRef } from "vue";
import { postJson } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useText } from "../i18n/useText.ts";

const POLL_MS = 2_500;
/** After a refusal (too many codes from one address) the wait is longer. */
const REST_MS = 15_000;

/** Asks for a code and on until somebody has claimed it; takes a new one when it is over, for as long as it takes. */
export function usePairing(claimed: () => void): {
  code: ShallowRef<string | null>;
  trouble: ShallowRef<string | null>;
} {
  const { locale } = useText();
  const code = shallowRef<string | null>(null);
  /** The server's words; empty where nobody answers. */
  const trouble = shallowRef<string | null>(null);
  let secret: string | null = null;
  let gone = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function step(): Promise<number> {
    if (secret === null) {
      const answer = await postJson<PairingCode>(paths.pairing(), locale.value, {});
      trouble.value = answer.ok ? null : (answer.message ?? "");
      if (!answer.ok) return answer.message === null ? POLL_MS : REST_MS;
      secret = answer.value.secret;
      code.value = answer.value.code;
      return POLL_MS;
    }
    const answer = await postJson<PairingAnswer>(paths.pairingPoll(), locale.value, { secret });
    trouble.value = answer.ok ? null : (answer.message ?? "");
    if (!answer.ok || answer.value.state === "waiting") return POLL_MS;
    if (answer.value.state === "claimed") {
      gone = true;
      claimed();
    }
    secret = null;
    code.value = null;
    return 0;
  }
  async function loop(): Promise<void> {
    const restMs = await step();
    if (!gone) timer = setTimeout(() => void loop(), restMs);
  }
  void loop();
  onScopeDispose(() => {
    gone = true;
    clearTimeout(timer);
  });
  return { code, trouble };
}
