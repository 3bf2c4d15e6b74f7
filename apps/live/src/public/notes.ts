import { html } from "hono/html";
import type { PublicFigures } from "./figures.ts";
import type { Markup } from "./layout.ts";
import type { Shown } from "./page.ts";
import { neighbour, publicPeriod, type PublicPeriod } from "./public-period.ts";
import { dayShown } from "./shown.ts";
import { wordsIn } from "./words.ts";

/** What stands below the tables: how to complain, other periods, and how to use the figures elsewhere. */
export function publicNotes(figures: PublicFigures, { locale, now, origin }: Shown): Markup {
  const words = wordsIn(locale);
  const { period, ward } = figures;
  const to = (text: string): string => `?period=${text}&lang=${locale}`;
  const thisMonth = publicPeriod(undefined, now);
  const link = (one: PublicPeriod | null, text: string): Markup =>
    one === null || one.text === period.text ? html`` : html`<li><a href="${to(one.text)}">${text}</a></li>`;
  const named = (one: PublicPeriod | null): string =>
    one === null ? "" : one.kind === "year" ? words.year(one.text) : words.month(dayShown(one.text));
  const [before, after] = [neighbour(period, -1, now), neighbour(period, 1, now)];
  const years = [...new Set([period.text.slice(0, 4), ...figures.years])].toSorted();
  const address = `/cong-khai/${encodeURIComponent(ward)}`;
  const snippet = `<iframe src="${origin}${address}/nhung" title="${figures.name}" width="340" height="280" loading="lazy"></iframe>`;
  return html`<section>
      <h2>${words.complain}</h2>
      ${(figures.complaints === "" ? words.complaints : figures.complaints)
        .split(/\n+/)
        .map((line) => html`<p>${line}</p>`)}
    </section>
    <nav aria-label="${words.otherPeriods}">
      <h2>${words.otherPeriods}</h2>
      <ul class="links">
        ${link(before, `← ${named(before)}`)}${link(after, `${named(after)} →`)}${link(thisMonth, words.thisMonth)}${years.map((one) => link(publicPeriod(one, now), words.wholeYear(one)))}
      </ul>
      <form method="get">
        <label
          >${words.pickMonth}
          <input
            type="month"
            name="period"
            min="2000-01"
            max="${thisMonth?.text ?? ""}"
            pattern="20[0-9]{2}(-[0-9]{2})?"
            value="${period.kind === "month" ? period.text : ""}" /></label
        ><input type="hidden" name="lang" value="${locale}" /><button>${words.show}</button>
      </form>
    </nav>
    <section class="reuse">
      <h2>${words.reuse}</h2>
      <p><a href="${address}.json?period=${period.text}&amp;lang=${locale}">${words.json}</a></p>
      <details>
        <summary>${words.embed}</summary>
        <p>${words.embedHow}</p>
        <pre tabindex="0">${snippet}</pre>
      </details>
      <p class="note">${words.refresh}</p>
    </section>`;
}
