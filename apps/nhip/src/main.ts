import { parseSettings } from "@nhip/runtime";
import { audit } from "./commands/audit.ts";
import { catalogue } from "./commands/catalogue.ts";
import { key } from "./commands/key.ts";
import { archive, backup, rebuild, replay, restore, verify } from "./commands/ledger.ts";
import { quarantine } from "./commands/quarantine.ts";
import { sample } from "./commands/sample.ts";
import { simulate } from "./commands/simulate.ts";
import { user } from "./commands/user.ts";
import { welcome } from "./commands/welcome.ts";
import { UsageError, openContext } from "./context.ts";

const COMMANDS = {
  audit,
  verify,
  rebuild,
  backup,
  restore,
  replay,
  archive,
  quarantine,
  catalogue,
  key,
  sample,
  simulate,
  user,
  welcome,
};
const USAGE = `npm run nhip -- <lệnh> [--json]

  verify [--ward MÃ]                                                     đối chiếu mọi số liệu với nhật ký; mã thoát 1 khi có sai lệch
  rebuild [--ward MÃ]                                                    lập lại số liệu từ nhật ký, hệ thống vẫn chạy
  backup TỆP                                                             sao lưu tất cả vào một tệp, hệ thống vẫn chạy
  restore TỆP                                                            khôi phục vào kho trống rồi đối chiếu
  replay [TỆP]                                                           gửi lại các sự kiện trong tệp, hoặc các lô bị để riêng; không đếm hai lần
  archive --keep-days N [--ward MÃ]                                      chuyển nhật ký cũ hơn N ngày ra tệp nén
  key create --ward MÃ [--ward MÃ2] --scope ingest|read [--source TÊN]   tạo khóa, chỉ hiện một lần
  key revoke ID                                                          thu hồi khóa
  user add TÊN --role VAI --ward MÃ [--unit ĐV]                          tạo tài khoản, in liên kết đặt mật khẩu
                                                                         vai: leader | secretary | head | clerk | admin
  user list                                                              các tài khoản và tình trạng
  user disable TÊN · user enable TÊN                                     khóa, mở lại tài khoản
  user invite TÊN                                                        cấp liên kết đặt mật khẩu mới
  user reset-factor TÊN                                                  bỏ lớp xác thực thứ hai của người mất điện thoại
  audit list [--find CHỮ] [--ward MÃ] [--limit N] [--cursor X]           nhật ký thao tác: ai, làm gì, lúc nào (audit log)
  audit verify                                                           kiểm tra nhật ký thao tác không bị sửa; mã thoát 1 khi có chỗ sai
  quarantine list --ward MÃ [--code C] [--source TÊN]                    những dòng chờ sửa (lines that wait)
  quarantine send KEY --ward MÃ [--set data.dueAt=…]                     sửa và gửi lại; --all --code C: cả nhóm
  quarantine dismiss KEY [KEY2] --ward MÃ --reason "…"                   bỏ qua, có ghi lý do (set aside)
  quarantine history --ward MÃ                                           những dòng đã xử lý (what was done)
  catalogue export --ward MÃ [TỆP]                                       ghi danh mục chỉ tiêu của phường ra tệp YAML hay JSON
  catalogue check TỆP --ward MÃ                                          kiểm tra tệp; mã thoát 1 khi có chỗ sai
  catalogue apply TỆP --ward MÃ                                          kiểm tra rồi áp dụng, có hiệu lực ngay
  simulate --rate N --seconds N [--ward MÃ]                              gửi N sự kiện mỗi giây vào phường mẫu
  sample                                                                 nạp và giữ nhịp phường mẫu (npm start tự gọi)
  welcome [--sample]                                                     cách đăng nhập lần đầu (npm start tự gọi)
`;

/** Exit codes: 0 done, 1 the check found a difference or the work failed, 2 wrong use. */
async function main(argv: string[]): Promise<number> {
  const json = argv.includes("--json");
  const [name = "", ...args] = argv.filter((arg) => arg !== "--json");
  const command = Object.entries(COMMANDS).find(([one]) => one === name)?.[1];
  const parsed = parseSettings(process.env);
  if (!command || !parsed.ok) {
    process.stderr.write(parsed.ok ? USAGE : `${parsed.faults.join("\n")}\n`);
    return 2;
  }
  const context = openContext(parsed.settings, json);
  try {
    await context.ready(name === "restore");
    return await command(args, context);
  } catch (error) {
    const isUsage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(isUsage ? `${message}\n\n${USAGE}` : `${message}\n`);
    return isUsage ? 2 : 1;
  } finally {
    await context.close();
  }
}

process.exitCode = await main(process.argv.slice(2));
