import { createHash, createHmac } from "node:crypto";
import type { AlertChannel, Delivery } from "@nhip/contracts";
import { formatInstant } from "@nhip/domain";

/** A message, ready to be sent by mail or by webhook. */
export type Message = {
  subject: string;
  text: string;
  /** The webhook's body. */
  body: string;
  /** The same for every try, so that a receiver can tell a repeat. */
  messageId: string;
};

/** Puts an alert, or a test, into words: the number, why, since when, and where it is explained. */
export function messageOf(delivery: Delivery, wardName: string, publicUrl: string): Message {
  const { id, ward, alert } = delivery;
  const messageId = `${createHash("sha256").update(`${ward}|${id}`).digest("hex").slice(0, 32)}@nhip-phuong`;
  if (!alert) {
    const text = `Đây là tin thử của Nhịp Phường, ${wardName}. Kênh này nhận được cảnh báo.`;
    const body = JSON.stringify({ id, ward, test: true, text });
    return { subject: `[Nhịp Phường] Tin thử, ${wardName}`, text, body, messageId };
  }
  const link = linkTo(publicUrl, ward, alert.kpi, alert.period);
  const lines = [
    alert.text.vi,
    "",
    `Quy tắc: ${alert.name}`,
    `Từ lúc: ${formatInstant(alert.since)}`,
    `Vì sao có số này: ${link}`,
    "",
    `${wardName} · Nhịp Phường`,
  ];
  const { key, rule, name, kpi, period, unit, value, limit, text, since } = alert;
  const body = JSON.stringify({
    id,
    ward,
    key,
    rule,
    name,
    kpi,
    period,
    unit,
    value,
    limit,
    text,
    since: formatInstant(since),
    link,
  });
  return { subject: `[Nhịp Phường] ${alert.text.vi}`, text: lines.join("\n"), body, messageId };
}

/** Signs a webhook's body: `t=<unix seconds>,v1=<HMAC-SHA256 of "<t>.<body>", hex>`. */
export function signature(secret: string, body: string, nowMs: number): string {
  const t = Math.floor(nowMs / 1000);
  return `t=${t},v1=${createHmac("sha256", secret).update(`${t}.${body}`).digest("hex")}`;
}

/** A channel's name for people, without its address. */
export function channelName(channel: AlertChannel): string {
  return channel.kind === "mail" ? `mail:${channel.id}` : `webhook:${channel.id}`;
}

function linkTo(publicUrl: string, ward: string, kpi: string | undefined, period = "today"): string {
  const base = publicUrl.replace(/\/+$/, "");
  if (kpi === undefined) return `${base}/van-hanh?ward=${ward}`;
  return `${base}/?ward=${ward}&period=${period}&kpi=${encodeURIComponent(kpi)}`;
}
