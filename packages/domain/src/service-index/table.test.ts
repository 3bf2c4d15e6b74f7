import { expect, test } from "vitest";
import { SATISFIED_FROM } from "../contribution.ts";
import { indicatorOf, type ServiceComponentRule } from "./component.ts";
import { SERVICE_BANDS, SERVICE_INDEX_GROUPS, SERVICE_RULE_VERSION } from "./decision-766.ts";
import { pointsText } from "./reading.ts";

const SOURCES = { dossiers: "sự kiện hồ sơ", province: "việc của tỉnh", report: "" } as const;
const ZEROES = { none: "chưa có điểm", zero: "0 điểm", full: "đủ điểm" } as const;

function row(rule: ServiceComponentRule): string {
  const { id, label, numeratorIs, denominatorIs, source, max, zeroRule } = rule;
  const from = source.kind === "report" ? `báo cáo \`${indicatorOf(id)}\`` : SOURCES[source.kind];
  const zero = source.kind === "province" ? "" : ZEROES[zeroRule];
  return `| ${label.vi} | ${max} | ${pointsText(rule, "vi")} | ${numeratorIs.vi} | ${denominatorIs.vi} | ${zero} | ${from} |`;
}

function group({ label, max, components }: (typeof SERVICE_INDEX_GROUPS)[number]): string {
  const notes = components.flatMap(({ note, label: name }) => (note ? [`- ${name.vi}: ${note.vi}`] : []));
  return [
    `## ${label.vi}: ${max} điểm`,
    "",
    "| Thành phần | Tối đa | Điểm | Tử số | Mẫu số | Mẫu số bằng 0 | Lấy từ |",
    "|---|---|---|---|---|---|---|",
    ...components.map(row),
    ...(notes.length > 0 ? ["", ...notes] : []),
    "",
  ].join("\n");
}

/** The page of the rules, written out of the very data that counts; `vitest -u` writes it anew. */
test("docs/service-index.md says what the rules are", async () => {
  const text = `# Chỉ số phục vụ người dân, doanh nghiệp (Quyết định 766/QĐ-TTg)

Bản quy tắc ${SERVICE_RULE_VERSION}. Trang này được viết ra từ chính bảng quy tắc trong \`packages/domain/src/service-index\`; một phép thử giữ cho hai
bên giống nhau. Trên màn hình: \`/766\`; cho máy: \`GET /api/v1/wards/{ward}/service-index?period=year\`.

*r* là tử số chia mẫu số. Điểm không bao giờ quá mức tối đa. Thiếu một thành phần thì nhóm chưa có điểm; thiếu một nhóm thì
không có tổng: số chưa biết không phải là 0. Xếp loại: ${SERVICE_BANDS.map(({ label, from }) => `${label.vi} từ ${from}`).join(", ")} (chưa đối chiếu được văn bản).

Sự kiện hồ sơ kể cho chỉ số này bằng \`data.papersDigitized\`, \`data.resultElectronic\`, \`data.dataReused\`, \`data.feeDue\`,
\`data.paidOnline\` (đúng hoặc sai) và \`data.score\` (0 đến 5, hài lòng từ ${SATISFIED_FROM}). \`dossier.digitized\` không nói gì thêm là đã số hóa giấy
tờ; \`dossier.paid\` không nói gì thêm thì chưa cho biết nộp bằng cách nào. Không nguồn nào kể thì thành phần chưa có điểm.

Giấy tờ, dữ liệu dùng lại và tiền nộp tính vào ngày tiếp nhận; kết quả điện tử vào ngày có kết quả; đánh giá vào ngày đánh giá.

Điểm do Cổng Dịch vụ công quốc gia công bố được báo cáo bằng chỉ số \`service766.portal\` (và \`service766.portal.<nhóm>\`), đặt
bên cạnh điểm tính ở đây, không bao giờ trộn vào.

${SERVICE_INDEX_GROUPS.map(group).join("\n")}`;
  await expect(text).toMatchFileSnapshot("../../../../docs/service-index.md");
});
