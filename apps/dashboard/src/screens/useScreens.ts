import type { ScreenAsk, ScreenList, ScreenRow, ScreenSetup } from "@nhip/contracts";
import { computed, onScopeDispose, type ComputedRef } from "vue";
import { deleteJson, postJson, putJson, type Problem } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useResource, type Resource } from "../api/useResource.ts";
import { useText } from "../i18n/useText.ts";

const AGAIN_MS = 4_000;

export type ScreenDesk = {
  list: Resource<ScreenList>;
  screens: ComputedRef<readonly ScreenRow[]>;
  /** Each resolves to null once done, or to what was wrong. */
  claim: (code: string, setup: ScreenSetup) => Promise<Problem | null>;
  change: (id: string, setup: ScreenSetup) => Promise<Problem | null>;
  revoke: (id: string) => Promise<Problem | null>;
  ask: (id: string, ask: ScreenAsk) => Promise<Problem | null>;
};

/** The displays that one may look after, read again every few seconds. */
export function useScreens(): ScreenDesk {
  const { locale } = useText();
  const list = useResource<ScreenList>(() => paths.screens());
  const timer = setInterval(list.refresh, AGAIN_MS);
  onScopeDispose(() => clearInterval(timer));
  async function done(answer: Promise<{ ok: true } | Problem>): Promise<Problem | null> {
    const said = await answer;
    list.refresh();
    return said.ok ? null : said;
  }
  return {
    list,
    screens: computed(() => list.data.value?.screens ?? []),
    claim: (code, setup) => done(postJson<object>(paths.screens(), locale.value, { code, setup })),
    change: (id, setup) => done(putJson<object>(paths.screens(id), locale.value, setup)),
    revoke: (id) => done(deleteJson<object>(paths.screens(id), locale.value)),
    ask: (id, ask) => done(postJson<object>(paths.screenCommand(id), locale.value, ask)),
  };
}
