import { onScopeDispose } from "vue";
import { useLive } from "../live/useLive.ts";
import { type Resource, useResource } from "./useResource.ts";

/** Lists follow soon, charts in their own time: the figures themselves come by the socket. */
export const LIST_REST_MS = 1_500;
export const CHART_REST_MS = 6_000;

/** A resource that is read again after one of these KPIs has moved: at most once in `restMs` to twice that, and after each return. */
export function useLiveResource<T>(
  path: () => string | null,
  touches: (id: string) => boolean,
  restMs: number,
): Resource<T> {
  const live = useLive();
  const resource = useResource<T>(path);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = live.onChange((ids) => {
    if (timer !== undefined || (ids.length > 0 && !ids.some(touches))) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        resource.refresh();
      },
      restMs * (1 + Math.random()),
    );
  });
  onScopeDispose(() => {
    stop();
    clearTimeout(timer);
  });
  return resource;
}
