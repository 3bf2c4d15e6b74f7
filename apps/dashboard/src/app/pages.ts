import type { Role } from "@nhip/contracts";
import type { Entrance } from "@nhip/domain";
import type { Component } from "vue";
import type { NamedPeriod } from "../format/period.ts";
import type { MessageKey } from "../i18n/text.ts";

/**
 * A page that the menu leads to; each is a chunk of its own. `period`: what it shows while its address names none.
 * `offline`: it has something to show when nobody answers.
 */
export type Page = {
  name: string;
  path: string;
  text: MessageKey;
  period?: NamedPeriod;
  load: () => Promise<Component>;
  offline?: true;
  /** What its reader has to be allowed; everybody who is signed in where it names nothing. */
  needs?: Entrance;
  /** It decides itself what to show to somebody who is not signed in. */
  open?: true;
  /** Not in the menu: whoever needs it knows its address. */
  unlisted?: true;
};

/** The pages in the order of the menu; those beneath `/quan-tri/` stand in the navigation of administration. */
export const PAGES: readonly Page[] = [
  { name: "leader", path: "/", text: "pages.leader", load: () => import("../leader/LeaderPage.vue") },
  {
    name: "replay",
    path: "/xem-lai",
    text: "pages.replay",
    load: () => import("../replay/ReplayPage.vue"),
    needs: "GET /api/v1/wards/:ward/replay",
  },
  {
    name: "groups",
    path: "/chi-tieu/:group?",
    text: "pages.groups",
    period: "year",
    load: () => import("../groups/GroupsPage.vue"),
  },
  {
    name: "alerts",
    path: "/canh-bao",
    text: "pages.alerts",
    load: () => import("../alerts/AlertsPage.vue"),
    needs: "GET /api/v1/wards/:ward/alerts",
  },
  {
    name: "cell",
    path: "/chi-bo",
    text: "pages.cell",
    load: () => import("../cell/CellPage.vue"),
    offline: true,
  },
  {
    name: "reports",
    path: "/bao-cao",
    text: "pages.reports",
    load: () => import("../reports/ReportsPage.vue"),
  },
  {
    name: "service",
    path: "/766",
    text: "pages.service",
    load: () => import("../service-index/ServiceIndexPage.vue"),
  },
  {
    name: "suspects",
    path: "/can-xem",
    text: "pages.suspects",
    load: () => import("../suspects/SuspectPage.vue"),
    needs: "GET /api/v1/wards/:ward/suspects",
  },
  {
    name: "checks",
    path: "/doi-chieu",
    text: "pages.checks",
    load: () => import("../checks/ChecksPage.vue"),
    needs: "GET /api/v1/wards/:ward/checks",
  },
  {
    name: "mend",
    path: "/sua-loi",
    text: "pages.mend",
    load: () => import("../mend/MendPage.vue"),
    needs: "GET /api/v1/wards/:ward/quarantine",
  },
  {
    name: "admin",
    path: "/quan-tri",
    text: "pages.admin",
    load: () => import("../admin/AdminPage.vue"),
    needs: "GET /api/v1/users",
  },
  {
    name: "users",
    path: "/quan-tri/nguoi-dung",
    text: "pages.users",
    load: () => import("../admin/UsersPage.vue"),
    needs: "GET /api/v1/users",
  },
  {
    name: "units",
    path: "/quan-tri/don-vi",
    text: "pages.units",
    load: () => import("../admin/UnitsPage.vue"),
    needs: "PUT /api/v1/wards/:ward/catalogue",
  },
  {
    name: "keys",
    path: "/quan-tri/khoa",
    text: "pages.keys",
    load: () => import("../admin/KeysPage.vue"),
    needs: "GET /api/v1/keys",
  },
  {
    name: "catalogue",
    path: "/quan-tri/chi-tieu",
    text: "pages.catalogue",
    load: () => import("../catalogue/CataloguePage.vue"),
    needs: "PUT /api/v1/wards/:ward/catalogue",
  },
  {
    name: "hours",
    path: "/quan-tri/ngay-nghi",
    text: "pages.hours",
    load: () => import("../admin/HoursPage.vue"),
    needs: "PUT /api/v1/wards/:ward/hours",
  },
  {
    name: "audit",
    path: "/quan-tri/nhat-ky",
    text: "pages.audit",
    load: () => import("../admin/AuditPage.vue"),
    needs: "GET /api/v1/audit",
  },
  {
    name: "operations",
    path: "/van-hanh",
    text: "pages.operations",
    load: () => import("../ops/OpsPage.vue"),
    needs: "GET /api/v1/wards/:ward/pipeline",
  },
  {
    name: "design",
    path: "/thiet-ke",
    text: "pages.design",
    load: () => import("../design/DesignPage.vue"),
    unlisted: true,
  },
  {
    name: "remote",
    path: "/dieu-khien",
    text: "pages.remote",
    load: () => import("../screens/RemotePage.vue"),
    needs: "POST /api/v1/screens/:id/command",
  },
  {
    name: "screens",
    path: "/quan-tri/man-hinh",
    text: "pages.screens",
    load: () => import("../screens/ScreensPage.vue"),
    needs: "POST /api/v1/screens",
  },
  {
    name: "account",
    path: "/tai-khoan",
    text: "pages.account",
    load: () => import("../account/AccountPage.vue"),
    offline: true,
  },
  {
    name: "invitation",
    path: "/moi",
    text: "pages.invitation",
    load: () => import("../session/InvitationPage.vue"),
    open: true,
    unlisted: true,
  },
  { name: "wall", path: "/wall", text: "pages.wall", load: () => import("../wall/WallPage.vue"), open: true },
];

/** The first page of those who do not begin with the overview, by its name. */
export const HOMES: Partial<Record<Role, string>> = { secretary: "cell", head: "cell", admin: "admin" };

/** True for a page that the menu leads to by way of the overview of administration. */
export const isOfAdministration = ({ path }: Page): boolean => path.startsWith("/quan-tri/");
