export const sessionVi = {
  title: "Đăng nhập",
  name: "Tên tài khoản",
  password: "Mật khẩu",
  signIn: "Đăng nhập",
  signOut: "Đăng xuất",
  unreachable: "Chưa kết nối được với máy chủ. Kiểm tra mạng rồi thử lại.",
  role: {
    leader: "Lãnh đạo",
    secretary: "Bí thư chi bộ",
    head: "Tổ trưởng",
    clerk: "Cán bộ một cửa",
    admin: "Quản trị",
  },
} as const;
