export * from "./metrics.ts";
export * from "./process.ts";
export * from "./settings.ts";
export * from "./stalls.ts";
