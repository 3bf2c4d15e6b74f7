import type { CatalogueState, Issue, WardCatalogueEdit } from "@nhip/contracts";
import {
  computed,
  inject,
  onScopeDispose,
  provide,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type InjectionKey,
  type Ref,
  type ShallowRef,
} from "vue";
import { putJson, type Problem } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useResource } from "../api/useResource.ts";
import { useWards } from "../app/useWards.ts";
import { useText } from "../i18n/useText.ts";
import { useLive } from "../live/useLive.ts";
import type { EntryPart } from "./entry-fields.ts";

export type Catalogue = {
  /** As the server has it; `null` while loading. */
  state: ShallowRef<CatalogueState | null>;
  problem: ShallowRef<Problem | null>;
  /** What is being changed; it outlives a lost connection. */
  draft: Ref<WardCatalogueEdit | null>;
  isChanged: ComputedRef<boolean>;
  /** How many open forms hold what nobody has saved. */
  typing: Ref<number>;
  /** What was wrong in it when it was sent last. */
  issues: Ref<readonly Issue[]>;
  /** What was just done, for everybody to read. */
  told: Ref<string>;
  failure: Ref<string>;
  /** Somebody else saved first: the draft is not of the newest version. */
  isBehind: Ref<boolean>;
  busy: Ref<boolean>;
  save: () => Promise<void>;
  /** Saves the draft with an entry at `index` of a part, and keeps it only when it was taken. Resolves to `null` or why not. */
  saveEntry: (part: EntryPart, index: number, entry: object) => Promise<Problem | null>;
  remove: (part: EntryPart, index: number) => void;
  discard: () => void;
  refresh: () => void;
};
const KEY: InjectionKey<Catalogue> = Symbol("catalogue");

const editOf = ({ settings, units }: CatalogueState): WardCatalogueEdit =>
  structuredClone({ ...settings, units });
const KPI_OF: Record<EntryPart, string | null> = { indicators: "indicator.", ratios: "ratio.", units: null };

/** The ward's catalogue, what is changed of it, and saving. */
export function provideCatalogue(): Catalogue {
  const { ward } = useWards();
  const { t, locale } = useText();
  const live = useLive();
  const { data, problem, refresh } = useResource<CatalogueState>(() =>
    ward.value === null ? null : paths.catalogue(ward.value.id),
  );
  const draft = ref<WardCatalogueEdit | null>(null);
  /** The state that the draft was begun on. */
  const base = shallowRef<CatalogueState | null>(null);
  const told = ref("");
  const failure = ref("");
  const isBehind = ref(false);
  const busy = ref(false);
  const issues = shallowRef<readonly Issue[]>([]);
  const typing = ref(0);

  const isChanged = computed(
    () =>
      draft.value !== null &&
      base.value !== null &&
      JSON.stringify(draft.value) !== JSON.stringify(editOf(base.value)),
  );
  function take(state: CatalogueState | null): void {
    base.value = state;
    draft.value = state && editOf(state);
    isBehind.value = false;
    failure.value = "";
    issues.value = [];
  }
  watch(data, (state, before) => {
    if (state === null || state.ward !== before?.ward || !isChanged.value) take(state);
    else isBehind.value = state.version !== base.value?.version;
  });
  onScopeDispose(
    live.onChange((ids) => {
      // After a return, and when plans have been counted.
      if (ids.length === 0) refresh();
    }),
  );
  async function put(edit: object & Pick<WardCatalogueEdit, "units">): Promise<Problem | null> {
    const id = ward.value?.id;
    const version = base.value?.version;
    if (id === undefined || version === undefined) return null;
    busy.value = true;
    failure.value = "";
    told.value = "";
    const { units, ...catalogue } = edit;
    const answer = await putJson<CatalogueState>(paths.catalogue(id), locale.value, {
      catalogue,
      units,
      version,
    });
    busy.value = false;
    if (answer.ok) {
      take(answer.value);
      data.value = answer.value;
      told.value = t("catalogue.saved");
      return null;
    }
    if (answer.code === "changed-meanwhile") isBehind.value = true;
    else if (answer.issues === undefined)
      failure.value = t("catalogue.failed", { message: answer.message ?? t("catalogue.offline") });
    return answer;
  }

  const catalogue: Catalogue = {
    state: data,
    problem,
    draft,
    isChanged,
    typing,
    issues,
    told,
    failure,
    isBehind,
    busy,
    async save() {
      if (draft.value === null) return;
      issues.value = (await put(draft.value))?.issues ?? [];
    },
    async saveEntry(part, index, entry) {
      if (draft.value === null) return null;
      const entries: readonly object[] = draft.value[part];
      return put({
        ...draft.value,
        [part]: [...entries.slice(0, index), entry, ...entries.slice(index + 1)],
      });
    },
    remove(part, index) {
      const edit = draft.value;
      const [gone] = edit?.[part].splice(index, 1) ?? [];
      if (!edit || !gone) return;
      const kpi = KPI_OF[part] === null ? null : `${KPI_OF[part]}${gone.id}`;
      edit.off = edit.off.filter((id) => id !== kpi);
      if (kpi !== null) delete edit.thresholds[kpi];
      told.value = t("catalogue.removed", { name: "name" in gone ? gone.name : gone.label });
    },
    discard: () => take(data.value),
    refresh,
  };
  provide(KEY, catalogue);
  return catalogue;
}

/** The catalogue of the page one stands on. */
export function useCatalogue(): Catalogue {
  const catalogue = inject(KEY);
  if (catalogue === undefined) throw new Error("useCatalogue outside of the page");
  return catalogue;
}
