import { createRouter, createWebHistory, type Router } from "vue-router";
import { PAGES } from "./pages.ts";

/** The pages; each is a chunk of its own. `learn` fetches the words of all but the first. */
export function createRoutes(learn: () => Promise<void>): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      ...PAGES.map(({ path, name, load, period, offline = false, open = false }) => ({
        path,
        name,
        component: load,
        meta: { period, offline, open },
      })),
      { path: "/:rest(.*)*", name: "missing", component: () => import("./MissingPage.vue") },
    ],
    scrollBehavior: (_to, _from, saved) =>
      // A page that was just opened is at its top already; to scroll there would have it laid out twice.
      saved ?? false,
  });
  router.beforeResolve(async ({ name }) => {
    if (name !== "leader") await learn();
  });
  return router;
}
