import {
  LOW_POWER,
  MAX_HOLD_MINUTES,
  MAX_MESSAGE,
  MAX_NOTICE,
  MAX_SCENE_SECONDS,
  MAX_SCREEN_NAME,
  MIN_SCENE_SECONDS,
  SCREEN_THEMES,
  WALL_SCENES,
  line,
  type ScreenAsk,
  type ScreenLife,
  type ScreenSetup,
} from "@nhip/contracts";
import { z } from "zod";

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Minutes = z.number().int().min(1).max(MAX_HOLD_MINUTES);
const Scene = z.enum(WALL_SCENES);
const MAX_PIXELS = 100_000;

/** How a screen is to be set up. */
export const Setup: z.ZodType<ScreenSetup> = z.object({
  name: line(MAX_SCREEN_NAME),
  ward: z.string().min(1).max(60),
  scenes: z
    .array(Scene)
    .min(1)
    .max(WALL_SCENES.length)
    .transform((scenes) => [...new Set(scenes)]),
  seconds: z.number().int().min(MIN_SCENE_SECONDS).max(MAX_SCENE_SECONDS),
  theme: z.enum(SCREEN_THEMES),
  quiet: z.object({ from: TimeOfDay, to: TimeOfDay }).nullable(),
  lowPower: z.enum(LOW_POWER),
  notice: z.union([z.literal(""), line(MAX_NOTICE)]),
});

export const Claim = z.object({ code: z.string().max(40), setup: Setup });
export const Secret = z.object({ secret: z.string().max(100) });

export const Ask: z.ZodType<ScreenAsk> = z.discriminatedUnion("do", [
  z.object({ do: z.literal("hold"), minutes: Minutes }),
  z.object({ do: z.literal("skip") }),
  z.object({ do: z.literal("show"), scene: Scene }),
  z.object({ do: z.literal("message"), text: line(MAX_MESSAGE), minutes: Minutes }),
  z.object({ do: z.literal("clear") }),
  z.object({ do: z.literal("resume") }),
]);

export const Life: z.ZodType<ScreenLife> = z.object({
  version: z.string().max(80),
  width: z.number().min(0).max(MAX_PIXELS),
  height: z.number().min(0).max(MAX_PIXELS),
  pixelRatio: z.number().min(0).max(20),
  late: z.number().min(0).max(100),
  lowPower: z.boolean(),
  scene: Scene.nullable(),
});
