import type { DossierRow, ExplainedDossiers, ExplainedPart, Explanation } from "@nhip/contracts";
import { computed, type ComputedRef, ref, type Ref, shallowRef, watch } from "vue";
import { getJson, type Problem } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useText } from "../i18n/useText.ts";

export type DossierPages = {
  part: Ref<ExplainedPart>;
  rows: ComputedRef<readonly DossierRow[]>;
  total: ComputedRef<number | null>;
  hasMore: ComputedRef<boolean>;
  loading: Ref<boolean>;
  problem: Ref<Problem | null>;
  more: () => Promise<void>;
};
type Pages = { rows: readonly DossierRow[]; cursor: string | null; total: number | null };

/**
 * The dossiers behind a figure: the first page comes with the explanation, others are read when asked for. Pages that were
 * read stay while the figure moves on; another figure, moment or side begins anew.
 */
export function useDossierPages(
  explanation: () => Explanation,
  asked: () => { period: string; asOf: string | null },
): DossierPages {
  const { locale } = useText();
  const part = ref<ExplainedPart>("numerator");
  const later = shallowRef<Pages | null>(null);
  const loading = ref(false);
  const problem = shallowRef<Problem | null>(null);
  const first = computed<Pages>(() => {
    const { dossiers, dossierCursor, dossierTotal } = explanation();
    return part.value === "numerator"
      ? { rows: dossiers, cursor: dossierCursor, total: dossierTotal }
      : { rows: [], cursor: "", total: null };
  });
  const pages = computed(() => later.value ?? first.value);

  async function more(): Promise<void> {
    const { cursor, rows } = pages.value;
    if (cursor === null || loading.value) return;
    const { ward, kpi } = explanation();
    const of = { ...asked(), part: part.value, cursor: cursor === "" ? null : cursor };
    loading.value = true;
    const answer = await getJson<ExplainedDossiers>(
      paths.explainDossiers(ward, kpi, of),
      locale.value,
      new AbortController().signal,
    );
    loading.value = false;
    if (of.part !== part.value || of.asOf !== asked().asOf) return;
    problem.value = answer.ok ? null : answer;
    if (!answer.ok) return;
    const known = new Set(rows.map(({ code }) => code));
    const fresh = answer.value.dossiers.filter(({ code }) => !known.has(code));
    later.value = { rows: [...rows, ...fresh], cursor: answer.value.cursor, total: answer.value.total };
  }
  watch([part, () => explanation().kpi, () => asked().period, () => asked().asOf], () => {
    later.value = null;
    problem.value = null;
    if (part.value === "denominator") void more();
  });
  return {
    part,
    rows: computed(() => pages.value.rows),
    total: computed(() => pages.value.total),
    hasMore: computed(() => pages.value.cursor !== null),
    loading,
    problem,
    more,
  };
}
