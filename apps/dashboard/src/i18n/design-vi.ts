export const designVi = {
  title: "Bộ mẫu thiết kế",
  note: "Mọi phần tử dưới đây là phần tử thật của màn hình.",
  colour: "Màu",
  colourWhy:
    "Giấy và mực. Một màu cho cái bấm được; xanh, vàng, đỏ chỉ để nói đạt hay chưa, và luôn đi cùng hình và chữ. Chữ nào cũng đọc được trên nền của nó (4,5 : 1 trở lên; màn hình treo tường 7 : 1).",
  type: "Cỡ chữ",
  typeWhy: "Bốn cỡ, cách nhau rõ. Chữ lớn dần theo màn hình và theo cỡ chữ người đọc đã chọn.",
  space: "Khoảng cách",
  spaceWhy:
    "Nhóm bằng khoảng cách trước khi bằng khung: trong nhóm 1 đến 3, giữa các nhóm 4 đến 8, giữa các phần từ 12.",
  motion: "Chuyển động",
  motionWhy: "Chỉ chuyển động khi có việc xảy ra. Máy đặt giảm chuyển động thì không có gì chuyển động.",
  moves: {
    roll: "con số lăn, thanh kéo dài",
    glow: "gạch chân mờ dần",
    shift: "đường nhịp trượt",
    scene: "đổi cảnh trên màn hình treo tường",
  },
  marks: "Dấu trạng thái",
  marksWhy:
    "Một dấu cho cả nhà: ● đạt, ▲ cần chú ý, ■ chưa đạt, ○ chưa biết. Hình, màu và chữ cùng nói một điều.",
  state: {
    live: "Ô số liệu: trực tiếp",
    stale: "Ô số liệu: mất tín hiệu",
    none: "Ô số liệu: chưa có số liệu",
    error: "Ô số liệu: lỗi",
  },
  controls: "Nút và ô nhập",
  field: "Ô nhập",
  fieldWrong: "Ô nhập có chỗ sai",
  why: "Chỉ nhập số, ví dụ 5.188",
  chart: "Biểu đồ",
  chartWhy:
    "Cùng màu với trang, đổi theo nền sáng tối. Nhạt là tiếp nhận, đậm là đã giải quyết, xám là phần còn lại.",
  third: "Phần còn lại",
  lines: "{n} đường",
  months: "Theo tháng",
  drawn: "Vẽ biểu đồ",
  hidden: "Che biểu đồ",
  turn: "Đổi số liệu",
} as const;
