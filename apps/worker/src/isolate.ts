import { AppError, type EventBatch, type WardEvent } from "@nhip/contracts";

/**
 * Settles a batch; when the batch itself is at fault, halves it until the one event stands alone, hands that to
 * `setAside`, and settles all the others. Errors of the store pass through, and the whole batch is tried again later.
 */
export async function settleOrIsolate(
  batch: EventBatch,
  settleOne: (batch: EventBatch) => Promise<unknown>,
  setAside: (event: WardEvent, error: AppError, batch: EventBatch) => Promise<void>,
): Promise<void> {
  try {
    await settleOne(batch);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const [only, ...others] = batch.events;
    if (!only) return;
    if (others.length === 0) return setAside(only, error, batch);
    const middle = batch.events.length >> 1;
    const halves = [batch.events.slice(0, middle), batch.events.slice(middle)];
    // Both halves have their turn, whatever becomes of the first: a full quarantine must not hold up good events.
    const failures: unknown[] = [];
    for (const events of halves) {
      await settleOrIsolate({ ...batch, events }, settleOne, setAside).catch((reason: unknown) =>
        failures.push(reason),
      );
    }
    if (failures.length > 0) throw failures[0];
  }
}
