import { html } from "hono/html";
import type { PublicFigures } from "./figures.ts";
import { layout, type Markup } from "./layout.ts";
import { periodName, rowsOf, type Shown } from "./page.ts";
import { clockShown, dayOfMoment, figureText } from "./shown.ts";
import { wordsIn } from "./words.ts";

const CARD = ["dossiers.received", "dossiers.resolved", "dossiers.onTimeRate"];

/** A small card of a ward's figures for other people's pages. */
export function publicWidget(
  figures: PublicFigures,
  { locale, version, theme, origin }: Shown & { theme: "light" | "dark" | undefined },
): Markup {
  const words = wordsIn(locale);
  const href = `${origin}/cong-khai/${encodeURIComponent(figures.ward)}?period=${figures.period.text}&lang=${locale}`;
  const body = html`<main>
    <h1>
      ${figures.name} <span>${periodName(figures, locale)}${figures.sample ? ` · ${words.sample}` : ""}</span>
    </h1>
    <dl class="main">
      ${rowsOf(figures, CARD).map(({ definition, unit, values: [value] }) => {
        const text =
          value === undefined || value.value === null ? "—" : figureText(value.value, unit, locale);
        return html`<div>
          <dt>${definition.label[locale]}</dt>
          <dd>${text}</dd>
        </div>`;
      })}
    </dl>
    <p class="time">
      ${words.asOf(clockShown(figures.computedAt), dayOfMoment(figures.computedAt))}.
      <a href="${href}" target="_blank" rel="noopener">${words.details}</a>
    </p>
  </main>`;
  return layout({ locale, title: `${figures.name}: ${words.title}`, version, theme, body, kind: "widget" });
}
