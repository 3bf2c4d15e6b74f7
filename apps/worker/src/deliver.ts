import { PointlessDelivery, type Alerts, type Wards } from "@nhip/backbone";
import type { AlertChannel, Delivery, DeliveryRecord } from "@nhip/contracts";
import { createTransport } from "nodemailer";
import { channelName, messageOf, signature, type Message } from "./message.ts";

const TIMEOUT_MS = 10_000;
const GONE = 410;

export type DeliverDeps = {
  alerts: Alerts;
  wards: Wards;
  /** `smtp://user:secret@host:port`; mail fails with a reason where it is not set. */
  smtpUrl: string | undefined;
  mailFrom: string;
  publicUrl: string;
  now: () => number;
};

/**
 * Sends messages of alerts. A message that was sent is not sent again; one that could not be is thrown back to be tried
 * later. A process that dies between the receiver's yes and its own note sends it once more under the same id.
 */
export function createDeliver(deps: DeliverDeps) {
  const { alerts, wards, now } = deps;
  const mail = deps.smtpUrl ? createTransport(withTimeouts(deps.smtpUrl)) : null;

  async function send(channel: AlertChannel, message: Message, id: string): Promise<void> {
    if (channel.kind === "webhook") return post(channel, message, id, now());
    if (!mail) throw new PointlessDelivery("mail-not-set");
    await mail.sendMail({
      from: deps.mailFrom,
      to: channel.address,
      subject: message.subject,
      text: message.text,
      messageId: `<${message.messageId}>`,
    });
  }

  return async (delivery: Delivery, attempt: number): Promise<void> => {
    const { id, ward } = delivery;
    const known = await alerts.record(ward, id);
    if (known?.state === "sent") return;
    const { channels } = await alerts.settings(ward);
    const channel = channels.find((one) => one.id === delivery.channel);
    const note = (state: DeliveryRecord["state"], error?: string) =>
      alerts.saveRecord(ward, {
        id,
        channel: delivery.channel,
        name: delivery.alert?.name ?? (channel ? channelName(channel) : delivery.channel),
        state,
        attempts: attempt,
        at: known?.at ?? now(),
        ...(error === undefined ? {} : { error }),
      });
    if (!channel) {
      await note("failed", "channel-gone");
      throw new PointlessDelivery("channel-gone");
    }
    if (await isOver(delivery)) return note("not-needed");
    const settings = await wards.find(ward);
    try {
      await send(channel, messageOf(delivery, settings?.name ?? ward, deps.publicUrl), id);
    } catch (error) {
      const pointless = error instanceof PointlessDelivery;
      await note(pointless ? "failed" : "retrying", reasonOf(error));
      throw error;
    }
    await note("sent");
  };

  /** True for a message that waited for the end of quiet hours and whose alert has ended meanwhile. */
  async function isOver({ ward, alert, notBefore }: Delivery): Promise<boolean> {
    if (!alert || notBefore === undefined) return false;
    const active = await alerts.active(ward);
    return !active.some(({ key, since }) => key === alert.key && since === alert.since);
  }
}

/** nodemailer takes its times from the address. */
function withTimeouts(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  for (const name of ["connectionTimeout", "greetingTimeout", "socketTimeout"])
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(TIMEOUT_MS));
  return url.href;
}

async function post(
  channel: Extract<AlertChannel, { kind: "webhook" }>,
  { body }: Message,
  id: string,
  nowMs: number,
): Promise<void> {
  const response = await fetch(channel.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-nhip-delivery": encodeURIComponent(id),
      "x-nhip-signature": signature(channel.secret, body, nowMs),
    },
    body,
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (response.status === GONE) throw new PointlessDelivery("gone");
  if (!response.ok) throw new Error(`status-${response.status}`);
}

/** Why it failed, in a word: the code of a socket or of a mail server, never an address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  for (const one of [error, error.cause]) {
    if (one instanceof PointlessDelivery) return one.message;
    if (typeof one === "object" && one !== null && "code" in one && typeof one.code === "string")
      return one.code;
  }
  return /^status-\d{3}$/.test(error.message) ? error.message : error.name;
}
