import {
  LEADER_SECTIONS,
  type Kpi,
  type LayoutAnswer,
  type LeaderSection,
  type PageLayout,
  type Placed,
} from "@nhip/contracts";
import { computed, type ComputedRef, onScopeDispose, shallowRef, type ShallowRef, watch } from "vue";
import { putJson } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useResource } from "../api/useResource.ts";
import { useWards } from "../app/useWards.ts";
import { useText } from "../i18n/useText.ts";
import { useSession } from "../session/useSession.ts";
import { arranged, type Known } from "./arrange.ts";

const SAVE_AFTER_MS = 400;
/** Large tiles; those after them are small. */
export const LARGE = 5;
/** The tiles that stand on the page until somebody arranges it. */
const TILES: readonly string[] = [
  "dossiers.received",
  "dossiers.resolved",
  "dossiers.onTimeRate",
  "dossiers.overdue",
  "dossiers.dueSoon",
  "dossiers.open",
  "dossiers.waiting",
  "dossiers.progressRate",
  "dossiers.processingTime.median",
];
const SECTIONS: readonly Known[] = LEADER_SECTIONS.map((id) => ({ id, hidden: false }));

export type Layout = {
  sections: ComputedRef<(Placed & { id: LeaderSection })[]>;
  tiles: ComputedRef<Placed[]>;
  /** Whether it stands as it comes. */
  untouched: ComputedRef<boolean>;
  saving: ShallowRef<"saved" | "saving" | "failed">;
  /** Takes a new order at once and saves it; null is the page as it comes. */
  set: (layout: PageLayout | null) => void;
  /** Saves again what could not be saved. */
  retry: () => void;
};

/** How this person arranged the leader's page of this ward; the same on every device. `kpis` are those that there are. */
export function useLayout(kpis: () => readonly Kpi[] | null): Layout {
  const { ward } = useWards();
  const { person } = useSession();
  const { locale } = useText();
  // What this device saw last is drawn until the server has answered, so that nothing jumps.
  const key = (): string | null =>
    ward.value === null || person.value === null ? null : `nhip.layout.${person.value.id}.${ward.value.id}`;
  const { data } = useResource<LayoutAnswer>(() =>
    ward.value === null || person.value === null ? null : paths.layout(ward.value.id),
  );
  const layout = shallowRef<PageLayout | null>(null);
  const saving = shallowRef<Layout["saving"]["value"]>("saved");
  let unsaved: { ward: string } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(
    key,
    (now) => {
      flush();
      layout.value = now === null ? null : kept(now);
    },
    { immediate: true },
  );
  watch(data, (answer) => {
    if (answer === null || unsaved !== null) return;
    layout.value = answer.layout;
    keep(key(), answer.layout);
  });
  async function save(): Promise<void> {
    clearTimeout(timer);
    const mine = unsaved;
    if (mine === null) return;
    saving.value = "saving";
    const answer = await putJson<LayoutAnswer>(paths.layout(mine.ward), locale.value, {
      layout: layout.value,
    });
    if (mine !== unsaved) return;
    saving.value = answer.ok ? "saved" : "failed";
    if (answer.ok) unsaved = null;
  }
  function flush(): void {
    if (unsaved !== null) void save();
  }
  onScopeDispose(flush);

  const tiles = computed((): Placed[] => {
    const all = kpis();
    const there = all?.filter(({ id, group }) => !id.startsWith("indicator.") && group !== "own");
    const ids = there?.map(({ id }) => id) ?? TILES;
    const known = [...TILES.filter((id) => ids.includes(id)), ...ids.filter((id) => !TILES.includes(id))];
    return arranged(
      known.map((id) => ({ id, hidden: !TILES.includes(id) })),
      layout.value?.tiles ?? null,
    );
  });
  return {
    sections: computed(() =>
      arranged(SECTIONS, layout.value?.sections ?? null).flatMap(({ id, hidden }) => {
        const section = LEADER_SECTIONS.find((one) => one === id);
        return section === undefined ? [] : [{ id: section, hidden }];
      }),
    ),
    tiles,
    untouched: computed(() => layout.value === null),
    saving,
    set: (next) => {
      if (ward.value === null) return;
      layout.value = next;
      keep(key(), next);
      unsaved = { ward: ward.value.id };
      saving.value = "saving";
      clearTimeout(timer);
      timer = setTimeout(() => void save(), SAVE_AFTER_MS);
    },
    retry: () => void save(),
  };
}

function keep(key: string | null, layout: PageLayout | null): void {
  if (key === null) return;
  if (layout === null) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify(layout));
}

/** Guarantee: only {@link keep} writes it. */
function kept(key: string): PageLayout | null {
  const text = localStorage.getItem(key);
  return text === null ? null : (JSON.parse(text) as PageLayout);
}
