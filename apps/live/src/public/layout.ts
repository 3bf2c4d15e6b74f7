import type { Locale } from "@nhip/contracts";
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { wordsIn, type Sent } from "./words.ts";

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The frame of every public page: no script, one stylesheet, and the language of its words. */
export function layout(options: {
  locale: Locale;
  title: string;
  version: string;
  body: Markup;
  theme?: "light" | "dark" | undefined;
  kind: "page" | "widget";
}): Markup {
  const { locale, title, version, body, theme, kind } = options;
  const themed = theme === undefined ? "" : html` data-theme="${theme}"`;
  return html`<!doctype html>
    <html lang="${locale}" ${themed}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/public-page.css?v=${version}" />
      </head>
      <body class="${kind}">
        ${body}
      </body>
    </html> `;
}

/** A page that says in words why there are no figures. */
export function sentPage(sent: Sent, locale: Locale, version: string): Markup {
  const { title, text } = wordsIn(locale).sent[sent];
  const body = html`<main class="sent">
    <h1>${title}</h1>
    <p>${text}</p>
  </main>`;
  return layout({ locale, title, version, body, kind: "page" });
}
