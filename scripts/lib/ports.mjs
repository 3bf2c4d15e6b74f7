import { createServer } from "node:net";

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<string | null>} null when the port can be listened on, else the system's error code
 */
function whyTaken(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) =>
      resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message),
    );
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

const WORDS = /** @type {Record<string, string>} */ ({
  EADDRINUSE: "đang được chương trình khác dùng · is in use by another program",
  EACCES: "cần quyền quản trị · needs administrator rights",
});

/**
 * @param {string} host
 * @param {Record<string, number>} ports by the name of their setting
 * @returns {Promise<string[]>} a sentence for each port that cannot be used
 */
export async function portTroubles(host, ports) {
  const troubles = [];
  for (const [name, port] of Object.entries(ports)) {
    const code = await whyTaken(host, port);
    if (code !== null) troubles.push(`Cổng ${port} (${name}, ${host}) ${WORDS[code] ?? code}.`);
  }
  return troubles;
}
