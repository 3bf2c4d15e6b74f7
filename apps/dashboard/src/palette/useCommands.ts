import type { KpiReading } from "@nhip/contracts";
import { computed, type ComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";
import { paths } from "../api/paths.ts";
import { useResource } from "../api/useResource.ts";
import { PAGES } from "../app/pages.ts";
import { useWards } from "../app/useWards.ts";
import { kpiFigure } from "../format/number.ts";
import { NAMED_PERIODS } from "../format/period.ts";
import { usePeriod } from "../header/usePeriod.ts";
import { useText } from "../i18n/useText.ts";
import { useSession } from "../session/useSession.ts";
import { THEMES } from "../settings/preferences.ts";
import { usePreferences } from "../settings/usePreferences.ts";
import { toggleFullScreen } from "../share/full-screen.ts";
import { PAGE_KEYS } from "./keys.ts";
import { requirePalette } from "./usePalette.ts";

export const GROUPS = ["pages", "kpis", "periods", "wards", "actions"] as const;
export type Command = {
  id: string;
  group: (typeof GROUPS)[number];
  text: string;
  /** Other words by which it is found, and what stands beside it. */
  also?: string;
  note?: string;
  /** What is open afterwards, where not the page alone. */
  run: () => "keys" | "share" | undefined | void;
};

/** All that somebody may do from here, in words. */
export function useCommands(): ComputedRef<Command[]> {
  const route = useRoute();
  const router = useRouter();
  const { t, kpiName } = useText();
  const { may, signOut } = useSession();
  const { preferences } = usePreferences();
  const { ward, all } = useWards();
  const period = usePeriod();
  const palette = requirePalette();
  const here = computed(() => (ward.value === null ? {} : { ward: ward.value.id }));
  // A page without figures of its own offers those of today, shown on the leader's page.
  const { data } = useResource<KpiReading>(() =>
    palette.reading.value !== null || ward.value === null ? null : paths.kpis(ward.value.id, "today"),
  );

  const pages = (): Command[] =>
    PAGES.filter(({ needs, unlisted }) => unlisted !== true && (needs === undefined || may(needs))).map(
      (page) => ({
        id: `page ${page.name}`,
        group: "pages",
        text: t(page.text),
        ...(PAGE_KEYS[page.name] === undefined ? {} : { note: `g ${PAGE_KEYS[page.name]}` }),
        run: () => void router.push({ name: page.name, query: here.value }),
      }),
    );
  const kpis = (): Command[] => {
    const own = palette.reading.value?.snapshot.value?.kpis;
    return (own ?? data.value?.kpis ?? []).map((kpi) => ({
      id: `kpi ${kpi.id}`,
      group: "kpis",
      text: kpiName(kpi),
      also: kpi.label,
      note: kpiFigure(kpi),
      run: () =>
        void (own === undefined
          ? router.push({ name: "leader", query: { ...here.value, kpi: kpi.id } })
          : router.push({ query: { ...route.query, kpi: kpi.id } })),
    }));
  };
  const periods = (): Command[] =>
    palette.reading.value === null
      ? []
      : NAMED_PERIODS.map((name) => ({
          id: `period ${name}`,
          group: "periods",
          text: t(`period.${name}`),
          also: t("period.label"),
          run: () => {
            period.value = name;
          },
        }));
  const wards = (): Command[] =>
    all.value
      .filter(({ id }) => id !== ward.value?.id)
      .map(({ id, name }) => ({
        id: `ward ${id}`,
        group: "wards",
        text: name,
        also: t("leader.group.wards"),
        run: () =>
          void router.push({ query: { ...route.query, ward: id, field: undefined, kpi: undefined } }),
      }));
  const action = (id: string, text: string, run: Command["run"], note?: string): Command => ({
    id,
    group: "actions",
    text,
    ...(note === undefined ? {} : { note }),
    run,
  });
  const actions = (): Command[] => [
    ...(palette.arrange.value === null
      ? []
      : [action("arrange", t("leader.arrange.title"), palette.arrange.value)]),
    action("share", t("leader.share.title"), () => "share"),
    action("full", t("leader.fullScreen"), () => void toggleFullScreen(), "f"),
    ...THEMES.filter((theme) => theme !== preferences.value.theme).map((theme) =>
      action(`theme ${theme}`, `${t("settings.theme")}: ${t(`settings.${theme}`)}`, () => {
        preferences.value.theme = theme;
      }),
    ),
    preferences.value.locale === "vi"
      ? action("language", "English", () => {
          preferences.value.locale = "en";
        })
      : action("language", "Tiếng Việt", () => {
          preferences.value.locale = "vi";
        }),
    action("keys", t("leader.keys.title"), () => "keys", "?"),
    action("out", t("session.signOut"), () => void signOut()),
  ];
  return computed(() => [...pages(), ...kpis(), ...periods(), ...wards(), ...actions()]);
}
