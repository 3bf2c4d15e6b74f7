import { WardSettings } from "@nhip/contracts";
import { addDays, createCalendar, startOfDay } from "@nhip/domain";
import { sampleWard } from "./sample-ward.ts";

const HOUR_MS = 3_600_000;

/** Hours of the day the counter opens and closes; the same as the hours every ward starts with. */
export const OPENING = 7.5;
export const CLOSING = 17;
/** Nobody is taken in after this hour, so that a short piece of work still ends on the day. */
export const LAST_INTAKE = 16.4;

const { officeHours } = WardSettings.parse(sampleWard).rules;
export const calendar = createCalendar({ officeHours });

/** The instant of an hour of a day (13.5 is 13:30), whole seconds, in milliseconds. */
export function instantAt(day: string, hour: number): number {
  return startOfDay(day) + Math.round(hour * 3600) * 1000;
}

/** The instant after so many working hours, whole seconds. */
export function afterWork(fromMs: number, workingHours: number): number {
  return calendar.addWorkingMs(fromMs, Math.round(workingHours * 3600) * 1000);
}

/** Working hours between two instants. */
export function workingHoursBetween(fromMs: number, toMs: number): number {
  return calendar.workingMsBetween(fromMs, toMs) / HOUR_MS;
}

/** The working day `steps` working days after `day`, or before it where `steps` is negative. */
export function workingDayFrom(day: string, steps: number): string {
  let found = day;
  for (let left = Math.abs(steps); left > 0; left--) {
    found = steps > 0 ? calendar.nextWorkingDay(found) : calendar.previousWorkingDay(found);
  }
  return found;
}

/** All working days from one day to another, both inclusive. */
export function workingDays(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (calendar.isWorkingDay(day)) days.push(day);
  return days;
}
