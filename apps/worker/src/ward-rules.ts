import { AppError, WardSettings } from "@nhip/contracts";
import { createRules, type Rules } from "@nhip/domain";

const FRESH_MS = 2_000;
const MAX_WARDS = 5_000;

/** Rules by ward, read again after two seconds, or at once when asked `anew`; an unknown ward has the defaults. Bounded. */
export function createWardRules(
  find: (ward: string) => Promise<WardSettings | undefined>,
  now: () => number,
) {
  const known = new Map<string, { at: number; text: string; rules: Rules }>();
  return async (ward: string, anew = false): Promise<Rules> => {
    const have = known.get(ward);
    if (!anew && have && now() - have.at < FRESH_MS) return have.rules;
    const settings = (await find(ward)) ?? WardSettings.parse({ id: ward, name: ward });
    const text = JSON.stringify(settings.rules);
    const rules = have?.text === text ? have.rules : rulesFrom(settings);
    if (known.size >= MAX_WARDS) known.clear();
    known.set(ward, { at: now(), text, rules });
    return rules;
  };
}

/** Bad settings are the house's fault, not the events': the batch waits until they are mended. */
function rulesFrom(settings: WardSettings): Rules {
  try {
    return createRules(settings.rules);
  } catch (error) {
    if (error instanceof AppError)
      throw new Error(`settings of ward ${settings.id}: ${error.message}`, { cause: error });
    throw error;
  }
}
