import { useText } from "../i18n/useText.ts";

/** An event type as the office says it; one that is unknown here is shown as it came. */
export function useEventName(): (type: string) => string {
  const { isMessage, t } = useText();
  return (type) => {
    const key = `event.${type}`;
    return isMessage(key) ? t(key) : type;
  };
}
