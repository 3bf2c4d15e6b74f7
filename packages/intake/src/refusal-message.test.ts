import { expect, test } from "vitest";
import { fault } from "./fault.ts";
import { refusalMessage } from "./refusal-message.ts";

test("names the event, the place and the reason, in two languages", () => {
  const late = fault("data.dueAt", "invalid-time");
  expect(refusalMessage(3, late, "vi")).toMatch(
    /^Sự kiện thứ 4, mục data.dueAt \(hạn trả kết quả\): Thời gian/,
  );
  expect(refusalMessage(3, late, "en")).toMatch(/^Event 4, data.dueAt \(due time\): Not a time/);
  expect(refusalMessage(0, fault("", "unreadable"), "vi")).toMatch(/^Sự kiện thứ 1: Không đọc được/);
});
