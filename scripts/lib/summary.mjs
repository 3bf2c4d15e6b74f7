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

/**
 * What a person reads once everything is up.
 * @param {{settings: import("./settings.mjs").Settings, redisLabel: string, logDir: string, empty: boolean}} what
 */
export function summaryText({ settings: { host, port, ingestPort, dataDir }, redisLabel, logDir, empty }) {
  const shown = isLoopback(host) || host === "0.0.0.0" || host === "::" ? "localhost" : reachableHost(host);
  const site = `http://${shown}:${port}`;
  return `
Nhịp Phường đang chạy. · Nhịp Phường is running.

  Bảng số liệu    ${site}            Dashboard
  Màn hình lớn    ${site}/wall       Wall display
  Nhận sự kiện    http://${shown}:${ingestPort}/docs       Where systems send their events
${empty ? "" : "\n  Phường mẫu có số liệu giả lập, màn hình có ghi rõ. · The sample ward's figures are made up, and say so.\n"}
  Chưa có đăng nhập: số liệu chỉ xem được từ chính máy này.
  There is no sign-in yet: reading is open from this machine (loopback) only.

  Tạo khóa        npm run nhip -- key create --ward <phường> --scope ingest     Create a key
  Dữ liệu         ${short(dataDir)} (Redis: ${redisLabel})
  Nhật ký         ${short(logDir)}
  Dừng            Ctrl-C
`;
}
