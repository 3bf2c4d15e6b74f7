import { relative } from "node:path";
import { reachableHost } from "./ready.mjs";
import { ROOT } from "./root.mjs";

/** @param {string} path */
const short = (path) => {
  const fromRoot = relative(ROOT, path);
  return fromRoot === "" || fromRoot.startsWith("..") ? path : fromRoot;
};

/** @param {string} host */
const isLoopback = (host) => host === "localhost" || host === "::1" || host.startsWith("127.");

const ROLES = /** @type {Record<string, string>} */ ({
  leader: "lãnh đạo",
  secretary: "bí thư chi bộ",
  head: "tổ trưởng",
  clerk: "cán bộ một cửa",
  admin: "quản trị",
});

/** How to sign in. @param {import("./system.mjs").Welcome} welcome */
function signInText({ accounts, link }) {
  const rows = accounts.map(
    ({ name, password, role }) => `    ${name.padEnd(10)}${password.padEnd(18)}${ROLES[role]}`,
  );
  const sample = rows.length === 0 ? [] : ["  Đăng nhập (phường mẫu) · Sign in (sample ward)", ...rows, ""];
  const first =
    link === null
      ? []
      : [
          "  Quản trị viên đầu tiên mở liên kết này, dùng một lần:",
          "  The first administrator opens this link, once:",
          `    ${link}`,
          "",
        ];
  return [...sample, ...first].join("\n");
}

/**
 * What a person reads once everything is up.
 * @param {{settings: import("./settings.mjs").Settings, redisLabel: string, logDir: string, empty: boolean,
 *   welcome: import("./system.mjs").Welcome}} what
 */
export function summaryText({ settings, redisLabel, logDir, empty, welcome }) {
  const { host, port, ingestPort, dataDir } = settings;
  const shown = isLoopback(host) || host === "0.0.0.0" || host === "::" ? "localhost" : reachableHost(host);
  const site = `http://${shown}:${port}`;
  return `
Nhịp Phường đang chạy. · Nhịp Phường is running.

  Bảng số liệu    ${site}            Dashboard
  Màn hình lớn    ${site}/wall       Wall display
  Nhận sự kiện    http://${shown}:${ingestPort}/docs       Where systems send their events
${empty ? "" : "\n  Phường mẫu có số liệu giả lập, màn hình có ghi rõ. · The sample ward's figures are made up, and say so.\n"}
${signInText(welcome)}
  Tạo khóa        npm run nhip -- key create --ward <phường> --scope ingest     Create a key
  Dữ liệu         ${short(dataDir)} (Redis: ${redisLabel})
  Nhật ký         ${short(logDir)}
  Dừng            Ctrl-C
`;
}
