import type { Myself, SessionAnswer } from "@nhip/contracts";
import { callerRole, mayPass, type Entrance } from "@nhip/domain";
import {
  computed,
  inject,
  provide,
  shallowRef,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
} from "vue";
import { deleteJson, getJson, postJson, type Problem } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useText } from "../i18n/useText.ts";

/** Who signed in last on this device: pages that open without a network know their units by it. */
const KEPT = "nhip.person";

export type Session = {
  /** Who is signed in; null where nobody is. Without a network, and once the session has ended: who was last. */
  person: ShallowRef<Myself | null>;
  /** The session has ended while a page was open; what was typed there is still there, under the sign-in. */
  ended: ShallowRef<boolean>;
  singleSignOn: ShallowRef<SessionAnswer["singleSignOn"]>;
  state: ComputedRef<"asking" | "known" | "unreachable">;
  /** True where the person's role may use an entrance; the server decides, screens only do not offer what it refuses. */
  may: (entrance: Entrance) => boolean;
  /** Resolves to null once signed in, or to what was wrong. */
  signIn: (typed: { name: string; password: string; code?: string }) => Promise<Problem | null>;
  /** Signs out and leaves nothing of the person in this window. */
  signOut: () => Promise<void>;
  /** Asks the server again who is signed in. */
  refresh: () => Promise<void>;
};
const KEY: InjectionKey<Session> = Symbol("session");

/** Asks once who is signed in. */
export function provideSession(store: Storage): Session {
  const { locale } = useText();
  const answer = shallowRef<SessionAnswer | null>(null);
  const person = shallowRef<Myself | null>(null);
  const ended = shallowRef(false);
  const unreachable = shallowRef(false);

  async function refresh(): Promise<void> {
    const read = await getJson<SessionAnswer>(paths.session(), locale.value, new AbortController().signal);
    unreachable.value = !read.ok;
    if (read.ok) {
      answer.value = read.value;
      const { person: now } = read.value;
      ended.value = now === null && person.value !== null;
      if (now === null) store.removeItem(KEPT);
      else {
        person.value = now;
        store.setItem(KEPT, JSON.stringify(now));
      }
    } else person.value ??= kept(store);
  }
  void refresh();

  const session: Session = {
    person,
    ended,
    singleSignOn: computed(() => answer.value?.singleSignOn ?? null),
    state: computed(() => (answer.value !== null ? "known" : unreachable.value ? "unreachable" : "asking")),
    may: (entrance) =>
      person.value !== null &&
      mayPass(callerRole({ kind: "person", session: "", ...person.value }), entrance),
    signIn: async (typed) => {
      const said = await postJson<object>(paths.session(), locale.value, typed);
      if (said.ok) await refresh();
      return said.ok ? null : said;
    },
    signOut: async () => {
      await deleteJson<object>(paths.session(), locale.value);
      store.removeItem(KEPT);
      location.assign("/");
    },
    refresh,
  };
  provide(KEY, session);
  return session;
}

/** Who is signed in, and what they may do. */
export function useSession(): Session {
  const session = inject(KEY);
  if (session === undefined) throw new Error("useSession outside of the app");
  return session;
}

/** Guarantee: only {@link provideSession} writes it. */
function kept(store: Storage): Myself | null {
  const text = store.getItem(KEPT);
  return text === null ? null : (JSON.parse(text) as Myself);
}
