import { watchEffect } from "vue";

/** The tab's title: figure first, since tabs are narrow. */
export function useTitle(title: () => string): void {
  watchEffect(() => {
    document.title = title();
  });
}
