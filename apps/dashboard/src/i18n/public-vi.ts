export const publicVi = {
  title: "Trang công khai",
  hint: "Ai cũng xem được, không cần đăng nhập: số liệu tổng hợp theo tháng và năm, không có dữ liệu cá nhân, không có mã hồ sơ.",
  on: "Đang mở cho mọi người xem",
  off: "Đang tắt: người mở địa chỉ này được báo là phường chưa mở trang công khai",
  switchOn: "Mở trang công khai",
  complaints: "Phản ánh, kiến nghị: người dân nói với ai, ở đâu",
  complaintsHint:
    "Để trống thì trang dùng lời chung: Bộ phận một cửa của phường và Cổng Dịch vụ công quốc gia.",
  save: "Lưu",
  saving: "Đang lưu",
  saved: "Đã lưu. Trang công khai đổi ngay.",
  open: "Mở trang công khai",
} as const;
