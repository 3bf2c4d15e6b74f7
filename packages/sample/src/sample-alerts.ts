import { AlertSettings } from "@nhip/contracts";

/** The rules that the sample ward begins with; nothing is sent anywhere until somebody names a receiver. */
export const sampleAlerts: AlertSettings = AlertSettings.parse({
  rules: [
    {
      id: "qua-han",
      name: "Có hồ sơ quá hạn",
      when: { kind: "threshold", kpi: "dossiers.overdue", period: "today", op: "above", value: 0 },
    },
    {
      id: "dung-han-thap",
      name: "Tỷ lệ đúng hạn trong tháng dưới 95%",
      when: { kind: "threshold", kpi: "dossiers.onTimeRate", period: "month", op: "below", value: 95 },
    },
    {
      id: "truc-tuyen-cham",
      name: "Trực tuyến toàn trình chậm hơn nhịp kế hoạch",
      when: { kind: "pace", kpi: "online.full.rate", period: "year", points: 2 },
    },
    {
      id: "nguon-im-lang",
      name: "Nguồn dữ liệu im lặng trong giờ làm việc",
      when: { kind: "alarm", code: "source-silent" },
    },
  ],
});
