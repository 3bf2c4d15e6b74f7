import type { ErrorCode } from "./error.ts";

export type Locale = "vi" | "en";

const MESSAGES: Record<ErrorCode, { vi: string; en: string }> = {
  unreadable: {
    vi: "Không đọc được nội dung gửi lên. Kiểm tra lại cú pháp JSON.",
    en: "The body cannot be read. Check its JSON syntax.",
  },
  "unknown-type": {
    vi: "Loại sự kiện không có trong danh mục.",
    en: "This event type is not in the catalogue.",
  },
  "unknown-ward": { vi: "Chưa có phường này trong hệ thống.", en: "This ward is not known here." },
  "unknown-period": {
    vi: "Không hiểu kỳ báo cáo. Ví dụ đúng: today, 2022, 2022-12, 2022-Q4, 2022-01-01..2022-12-12.",
    en: "Unknown period. Examples: today, 2022, 2022-12, 2022-Q4, 2022-01-01..2022-12-12.",
  },
  "unknown-kpi": { vi: "Không có chỉ tiêu này.", en: "There is no such KPI." },
  "invalid-time": {
    vi: "Thời gian không đúng dạng. Ví dụ đúng: 2022-12-05T08:12:00+07:00.",
    en: "Not a time with an offset. Example: 2022-12-05T08:12:00+07:00.",
  },
  "time-in-future": {
    vi: "Thời gian ở tương lai. Kiểm tra lại thời gian, hoặc đồng hồ của máy gửi.",
    en: "The time lies in the future. Check the time, or the sender's clock.",
  },
  "time-out-of-range": {
    vi: "Thời gian trước năm 2000 hoặc quá xa.",
    en: "The time is before the year 2000 or too far away.",
  },
  "invalid-value": { vi: "Giá trị không hợp lệ.", en: "The value is not valid." },
  missing: { vi: "Thiếu thông tin bắt buộc.", en: "A required value is missing." },
  "too-long": { vi: "Nội dung dài quá mức cho phép.", en: "The value is too long." },
  "bad-characters": { vi: "Có ký tự không hiển thị được.", en: "The value has control characters." },
  "personal-data": {
    vi: "Có vẻ là dữ liệu cá nhân (số định danh, điện thoại). Chỉ gửi mã hồ sơ.",
    en: "This looks like personal data (id or phone number). Send the dossier code only.",
  },
  "ward-not-allowed": {
    vi: "Khóa hoặc tài khoản này không thuộc phường đó.",
    en: "This key or account is not of that ward.",
  },
  "unit-not-allowed": {
    vi: "Tài khoản này chỉ làm việc với chi bộ, tổ dân phố của mình.",
    en: "This account works with its own units alone.",
  },
  "wrong-credentials": {
    vi: "Tên tài khoản hoặc mật khẩu không đúng.",
    en: "The account's name or password is wrong.",
  },
  "code-needed": {
    vi: "Nhập mã 6 số trong ứng dụng xác thực.",
    en: "Enter the 6 digits of the authenticator app.",
  },
  "wrong-code": {
    vi: "Mã xác thực không đúng hoặc đã dùng. Chờ mã mới rồi nhập lại.",
    en: "The code is wrong or was used. Wait for the next one.",
  },
  "second-factor-needed": {
    vi: "Vai trò này phải bật xác thực hai lớp trước khi làm việc.",
    en: "This role has to set up a second factor first.",
  },
  "weak-password": {
    vi: "Mật khẩu quá ngắn hoặc quá dễ đoán. Dùng ít nhất 10 ký tự, không chứa tên tài khoản.",
    en: "The password is too short or too easy. Use at least 10 characters, without the account's name.",
  },
  "name-taken": { vi: "Tên tài khoản này đã có.", en: "This account name is taken." },
  "link-used": {
    vi: "Liên kết đã được dùng hoặc đã hết hạn. Xin quản trị viên cấp liên kết mới.",
    en: "The link was used or has expired. Ask an administrator for a new one.",
  },
  "sign-on-away": {
    vi: "Chưa kết nối được với hệ thống đăng nhập một lần. Thử lại sau ít phút, hoặc dùng mật khẩu.",
    en: "The single sign-on cannot be reached. Try again in a few minutes, or use a password.",
  },
  "scope-not-allowed": { vi: "Khóa này không được dùng cho việc đó.", en: "This key has another scope." },
  unauthorized: {
    vi: "Chưa đăng nhập, hoặc phiên hay khóa không còn hiệu lực.",
    en: "Not signed in, or the session or key is no longer valid.",
  },
  forbidden: { vi: "Vai trò này không được làm việc đó.", en: "This role may not do that." },
  "own-account": {
    vi: "Không thể tự khóa hoặc tự hạ quyền của chính mình. Hãy nhờ một người quản trị khác.",
    en: "You cannot switch off or demote your own account. Ask another administrator.",
  },
  "last-admin": {
    vi: "Đây là người quản trị cuối cùng. Hãy thêm một người quản trị khác trước.",
    en: "This is the last administrator. Add another one first.",
  },
  "in-use": {
    vi: "Đơn vị này đã có báo cáo nên không xóa được. Hãy ghi ngày kết thúc và đơn vị thay thế.",
    en: "This unit has reports, so it cannot be removed. Give it a last day and a successor.",
  },
  "foreign-origin": {
    vi: "Trang này không được phép kết nối từ địa chỉ khác.",
    en: "Connections from another origin are not allowed.",
  },
  "not-found": { vi: "Không tìm thấy.", en: "Not found." },
  "changed-meanwhile": {
    vi: "Có người khác vừa sửa. Tải lại để xem bản mới, rồi sửa tiếp.",
    en: "Somebody else has changed it meanwhile. Load it again, then go on.",
  },
  "too-large": {
    vi: "Nội dung gửi lên quá lớn. Hãy chia nhỏ.",
    en: "The body is too large. Send it in parts.",
  },
  "too-many-events": { vi: "Quá nhiều sự kiện. Hãy chia nhỏ.", en: "Too many events. Send them in parts." },
  "unsupported-media-type": {
    vi: "Kiểu nội dung không được hỗ trợ.",
    en: "This content type is not supported.",
  },
  "nothing-valid": { vi: "Không có dòng nào hợp lệ.", en: "No line was valid." },
  "too-busy": {
    vi: "Hệ thống đang xử lý không kịp. Xin gửi lại sau ít giây.",
    en: "Too much is waiting. Send again in a few seconds.",
  },
  "unsafe-store": {
    vi: "Kho dữ liệu chưa được đặt để giữ chắc số liệu.",
    en: "The store is not set to keep figures safe.",
  },
  "store-away": {
    vi: "Kho số liệu tạm thời không ghi được. Chưa nhận dòng nào, xin gửi lại sau ít giây.",
    en: "The store cannot be written just now. Nothing was taken; send again in a few seconds.",
  },
  "rate-limited": { vi: "Gửi quá nhanh. Xin chờ ít giây.", en: "Too many requests. Wait a few seconds." },
  poison: {
    vi: "Sự kiện này làm hỏng lô xử lý và đã được tách riêng.",
    en: "This event broke its batch and was set aside.",
  },
  internal: {
    vi: "Lỗi của hệ thống. Mã yêu cầu giúp tìm nguyên nhân.",
    en: "A fault of the system. The request id helps to find it.",
  },
};

/** The sentence for a code, in Vietnamese unless English is asked for. */
export function errorMessage(code: ErrorCode, locale: Locale = "vi"): string {
  return MESSAGES[code][locale];
}

/** `en` when an `Accept-Language` header prefers it to Vietnamese, else `vi`. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  for (const part of (acceptLanguage ?? "").toLowerCase().split(",")) {
    const tag = part.trim().slice(0, 2);
    if (tag === "en" || tag === "vi") return tag;
  }
  return "vi";
}
