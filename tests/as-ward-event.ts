import {
  Claim,
  DossierFacts,
  IndicatorReport,
  Instant,
  Target,
  type DossierEvent,
  type WardEvent,
} from "@nhip/contracts";
import type { WireEvent } from "@nhip/sample";

/** A wire event as the door would pass it on, for tests that do not go through the door. */
export function asWardEvent(wire: WireEvent): WardEvent {
  const { id, type, data } = wire;
  const time = Instant.parse(wire.time);
  switch (type) {
    case "indicator.reported":
      return { id, type, time, data: IndicatorReport.parse(data) };
    case "target.set":
      return { id, type, time, data: Target.parse(data) };
    case "figure.claimed":
      return { id, type, time, data: Claim.parse(data) };
    default:
      return {
        id,
        type: type as DossierEvent["type"],
        subject: wire.subject ?? "",
        time,
        data: DossierFacts.parse(data),
      };
  }
}
