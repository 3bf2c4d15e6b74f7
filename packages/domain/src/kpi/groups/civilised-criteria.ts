import type { Words } from "../definition.ts";
import type { Item } from "../formula.ts";

const criterion = (id: string, vi: string, en: string): Item => ({
  id: `criterion.${id}`,
  label: { vi, en } satisfies Words,
});

/**
 * The 25 criteria of civilised urban living, each reported as an indicator of its own: value 1 met, 0 not met, `note` the
 * evidence, `unit` who assessed it. Their number is that of Yên Bái's rule for wards as the press named it in 2022; their
 * wording is a sample made after the nine headings of Decision 04/2022/QĐ-TTg, until the rule itself is put in.
 */
export const CIVILISED_CRITERIA: readonly Item[] = [
  criterion("quy-hoach-cong-khai", "Quy hoạch đô thị được công bố công khai", "Urban planning is public"),
  criterion("trat-tu-xay-dung", "Xây dựng đúng phép, không lấn chiếm đất công", "Building as permitted"),
  criterion(
    "chinh-trang-do-thi",
    "Tuyến phố được chỉnh trang, biển hiệu đúng quy định",
    "Streets and signs in order",
  ),
  criterion("duong-pho-cung-hoa", "Đường phố, ngõ xóm được cứng hóa", "Streets and lanes are paved"),
  criterion("chieu-sang", "Đường phố, ngõ xóm được chiếu sáng", "Streets and lanes are lit"),
  criterion("trat-tu-via-he", "Vỉa hè, lòng đường thông thoáng", "Pavements and roads are kept clear"),
  criterion("thu-gom-rac", "Rác thải được thu gom, phân loại tại nguồn", "Waste is collected and sorted"),
  criterion("nuoc-sach", "Hộ gia đình dùng nước sạch đạt quy chuẩn", "Households have clean water"),
  criterion("cay-xanh", "Đất cây xanh công cộng đạt mức quy định", "Public green space as required"),
  criterion("thoat-nuoc", "Hệ thống thoát nước không ngập úng kéo dài", "Drainage without lasting floods"),
  criterion(
    "an-toan-thuc-pham",
    "Cơ sở thực phẩm đạt điều kiện an toàn",
    "Food businesses meet safety conditions",
  ),
  criterion(
    "an-ninh-trat-tu",
    "Phường đạt tiêu chuẩn an toàn về an ninh, trật tự",
    "Public order and safety standard",
  ),
  criterion("phong-chay", "Khu dân cư an toàn phòng cháy, chữa cháy", "Residential areas safe from fire"),
  criterion(
    "truyen-thanh",
    "Đài truyền thanh và điểm thông tin hoạt động",
    "Loudspeakers and information points work",
  ),
  criterion("dich-vu-truc-tuyen", "Dịch vụ công trực tuyến đạt kế hoạch", "Online services meet the plan"),
  criterion("viec-lam", "Người trong độ tuổi lao động có việc làm", "People of working age have work"),
  criterion("ho-ngheo", "Tỷ lệ hộ nghèo dưới mức quy định", "Poor households below the limit"),
  criterion(
    "gia-dinh-van-hoa",
    "Hộ đạt danh hiệu Gia đình văn hóa",
    "Households of the title Cultured Family",
  ),
  criterion(
    "to-dan-pho-van-hoa",
    "Tổ dân phố đạt danh hiệu văn hóa",
    "Residential groups of the title Cultured",
  ),
  criterion(
    "nha-van-hoa",
    "Nhà văn hóa, sân thể thao phục vụ sinh hoạt",
    "Culture houses and sports grounds in use",
  ),
  criterion(
    "viec-cuoi-viec-tang",
    "Việc cưới, việc tang, lễ hội văn minh",
    "Weddings, funerals and feasts held decently",
  ),
  criterion("y-te", "Trạm y tế đạt tiêu chí quốc gia", "Health station meets the national criteria"),
  criterion("truong-hoc", "Trường học đạt chuẩn quốc gia", "Schools meet the national standard"),
  criterion(
    "dang-bo-vung-manh",
    "Đảng bộ, chính quyền, đoàn thể hoàn thành tốt nhiệm vụ",
    "Party committee, government and unions do well",
  ),
  criterion(
    "cai-cach-hanh-chinh",
    "Cải cách hành chính, người dân hài lòng",
    "Administrative reform, citizens content",
  ),
];
