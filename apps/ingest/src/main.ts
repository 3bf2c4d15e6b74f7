import { randomUUID } from "node:crypto";
import { runProcess } from "@nhip/runtime";
import { openIngest } from "./ingest.ts";
import { listen } from "./listen.ts";

await runProcess("ingest", async ({ settings, log, refuse }) => {
  const ingest = openIngest({ settings, log, refuse, now: Date.now, newId: randomUUID });
  try {
    await ingest.start();
    const server = await listen(ingest.app, { host: settings.HOST, port: settings.INGEST_PORT });
    log.info({ host: settings.HOST, port: server.port }, "listening");
    return [
      { name: "server", stop: server.stop },
      { name: "store", stop: ingest.stop },
    ];
  } catch (error) {
    await ingest.stop();
    throw error;
  }
});
