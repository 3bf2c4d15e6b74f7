import type { DayRange, KpiValue, Locale } from "@nhip/contracts";
import { fieldLabel } from "@nhip/domain";
import { html } from "hono/html";
import { BY_MONTH, HEADINGS, type Masked, type PostedRow, type PublicFigures } from "./figures.ts";
import { layout, type Markup } from "./layout.ts";
import { publicNotes } from "./notes.ts";
import { clockShown, dayOfMoment, dayShown, figureText, maskedText } from "./shown.ts";
import { wordsIn } from "./words.ts";

const MAIN = ["dossiers.received", "dossiers.resolved", "dossiers.onTimeRate"];

/** The public page of a ward: a newspaper's table, to be read without a script. `path` is its own address. */
export function publicPage(figures: PublicFigures, options: Shown): Markup {
  const { locale, version } = options;
  const words = wordsIn(locale);
  const title = `${words.title}, ${periodName(figures, locale)} – ${figures.name}`;
  const other: Locale = locale === "vi" ? "en" : "vi";
  const body = html`<a class="skip" href="#figures">${words.skip}</a>
    <header>
      <p class="ward">
        <strong>${figures.name}</strong>${figures.place === "" ? "" : html`<span>${figures.place}</span>`}
      </p>
      <p class="lang">
        <a href="?period=${figures.period.text}&amp;lang=${other}" lang="${other}" hreflang="${other}"
          >${words.language}</a
        >
      </p>
    </header>
    <main>
      <h1>${words.title} <span>${periodName(figures, locale)}</span></h1>
      <p class="time">${timeOf(figures, locale)}</p>
      ${figures.sample ? html`<p class="sample">▲ ${words.sample}</p>` : ""}
      <dl class="main">${rowsOf(figures, MAIN).map((row) => mainFigure(row, locale))}</dl>
      ${mainTable(figures, locale)} ${monthTable(figures, locale)} ${fieldTable(figures, locale)}
      ${publicNotes(figures, options)}
    </main>`;
  return layout({ locale, title, version, body, kind: "page" });
}

export type Shown = { locale: Locale; version: string; now: number; origin: string };

/** The period as its heading says it. */
export function periodName({ period }: PublicFigures, locale: Locale): string {
  const words = wordsIn(locale);
  return period.kind === "year" ? words.year(period.text) : words.month(dayShown(period.text));
}

/** The rows with these ids, in that order. */
export function rowsOf({ rows }: PublicFigures, ids: readonly string[]): PostedRow[] {
  const all = HEADINGS.flatMap((heading) => rows[heading]);
  return ids.flatMap((id) => all.find(({ definition }) => definition.id === id) ?? []);
}

/** When the figures are from. */
export function timeOf({ asOf, computedAt, period, lastEventAt }: PublicFigures, locale: Locale): string {
  const words = wordsIn(locale);
  const running = asOf === computedAt;
  const last =
    lastEventAt === null || !running
      ? ""
      : `; ${words.lastEvent(clockShown(lastEventAt), dayOfMoment(lastEventAt))}`;
  const from = `${dayShown(period.range.from)} – ${dayShown(period.range.to)}`;
  return `${from}. ${words.asOf(clockShown(computedAt), dayOfMoment(computedAt))}${last}.${running ? ` ${words.running}` : ""}`;
}

function mainFigure({ definition, unit, values }: PostedRow, locale: Locale): Markup {
  const [value] = values;
  return html`<div>
    <dt>${definition.label[locale]}</dt>
    <dd>${value ? cellText(value, unit, locale) : "—"}</dd>
  </div>`;
}

/** A cell's figure; one that cannot be worked out is a dash with its reason, never a 0. */
function cellText(value: KpiValue, unit: PostedRow["unit"], locale: Locale): Markup | string {
  if (value.value !== null) return figureText(value.value, unit, locale);
  const reason = value.reason === undefined ? "" : wordsIn(locale).reasons[value.reason];
  return html`—<span class="why"> ${reason}</span>`;
}

function columnName(column: DayRange, n: number, figures: PublicFigures, locale: Locale): string {
  return n === 0 ? periodName(figures, locale) : wordsIn(locale).yearToDate(dayShown(column.to));
}

function mainTable(figures: PublicFigures, locale: Locale): Markup {
  const words = wordsIn(locale);
  return html`<table id="figures" tabindex="-1">
    <caption>
      ${words.title}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.figure}</th>
        ${figures.columns.map(
          (column, n) => html`<th scope="col" class="number">${columnName(column, n, figures, locale)}</th>`,
        )}
      </tr>
    </thead>
    ${HEADINGS.filter((heading) => figures.rows[heading].length > 0).map(
      (heading) =>
        html`<tbody>
          <tr class="part">
            <th scope="rowgroup" colspan="${figures.columns.length + 1}">
              ${words.headings[heading]}${heading === "open" ? html` <small>${words.balance}</small>` : ""}
            </th>
          </tr>
          ${figures.rows[heading].map((row) => figureRow(row, locale))}
        </tbody>`,
    )}
  </table>`;
}

function figureRow({ definition, unit, values }: PostedRow, locale: Locale): Markup {
  const { id, label, rule, legalSource } = definition;
  const words = wordsIn(locale);
  const name = unit === "hours" ? `${label[locale]}, ${words.hours}` : label[locale];
  return html`<tr id="${id}" class="figure">
      <th scope="row">${name}</th>
      ${values.map((value) => html`<td class="number">${cellText(value, unit, locale)}</td>`)}
    </tr>
    <tr class="what">
      <td colspan="${values.length + 1}">
        ${rule[locale]} <cite>${words.source}: ${legalSource[locale]}.</cite>
      </td>
    </tr>`;
}

function monthTable(figures: PublicFigures, locale: Locale): Markup {
  const words = wordsIn(locale);
  const heads = rowsOf(figures, BY_MONTH);
  if (figures.months.length === 0) return html``;
  return html`<table class="narrow">
    <caption>
      ${words.months}, ${figures.period.text.slice(0, 4)}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.monthHead}</th>
        ${heads.map(
          ({ definition }) => html`<th scope="col" class="number">${definition.label[locale]}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${figures.months.map(
        ({ month, values }) =>
          html`<tr>
            <th scope="row"><a href="?period=${month}&amp;lang=${locale}">${dayShown(month)}</a></th>
            ${heads.map(({ definition, unit }) => {
              const value = values.find((one) => one?.id === definition.id)?.value ?? null;
              return html`<td class="number">${value === null ? "—" : figureText(value, unit, locale)}</td>`;
            })}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function fieldTable({ fields, period, rows }: PublicFigures, locale: Locale): Markup {
  const words = wordsIn(locale);
  if (fields === null) return html`<p class="note">${words.noFields}</p>`;
  if (fields.rows.length === 0) return html``;
  const label = (id: string): string =>
    HEADINGS.flatMap((heading) => rows[heading]).find(({ definition }) => definition.id === id)?.definition
      .label[locale] ?? "";
  const title = words.fields(period.text.slice(0, 4), dayShown(fields.range.to.slice(0, 7)));
  return html`<table class="narrow">
      <caption>
        ${title}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.fieldHead}</th>
          ${BY_MONTH.map((id) => html`<th scope="col" class="number">${label(id)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${fields.rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${fieldLabel(row.field, locale)}</th>
              ${[row.received, row.resolved].map((one) => maskedCell(one, locale))}
              <td class="number">
                ${row.onTimeRate === null ? hiddenMark(locale) : figureText(row.onTimeRate, "percent", locale)}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="note">${words.fieldNote}</p>`;
}

function maskedCell(one: Masked, locale: Locale): Markup {
  if (one.shown === "hidden") return html`<td class="number">${hiddenMark(locale)}</td>`;
  return html`<td class="number">${maskedText(one, locale)}</td>`;
}

const hiddenMark = (locale: Locale): Markup =>
  html`<span aria-hidden="true">…</span><span class="only-read">${wordsIn(locale).hidden}</span>`;
