import type { Locale, SuspectKind } from "@nhip/contracts";
import type { Suspect, SuspectThresholds } from "./find.ts";

type Words = Record<Locale, string>;

const CONVENTION: Words = { vi: "Quy ước của bảng điều hành.", en: "A convention of this board." };
const DECREE: Words = {
  vi: "Nghị định 61/2018/NĐ-CP Điều 19, giữ ở Nghị định 118/2025/NĐ-CP.",
  en: "Decree 61/2018/NĐ-CP Art. 19, kept by Decree 118/2025/NĐ-CP.",
};

type KindWords = { name: Words; rule: (limits: SuspectThresholds) => Words; source: Words };

const KINDS: Record<SuspectKind, KindWords> = {
  "apology-due": {
    name: {
      vi: "Có kịp hạn không, hay cần thư xin lỗi?",
      en: "Will it be in time, or is a letter of apology due?",
    },
    rule: ({ apologyDays: n }) => ({
      vi: `Chưa xong, không chờ người dân, từ ${n} ngày làm việc trước ngày hẹn trả trở đi mà chưa ghi thư xin lỗi cho hạn này (thư phải gửi chậm nhất một ngày trước khi hết hạn). Hồ sơ nhận sau mốc đó chỉ hỏi khi đã quá hạn.`,
      en: `Open, not waiting for the citizen, from ${n} working day(s) before the due day on, and no apology is on record for this due time (the letter has to go out a day before). A dossier that came in later than that is asked about only once it is overdue.`,
    }),
    source: DECREE,
  },
  "idle-overdue": {
    name: { vi: "Quá hạn thật, hay chỉ chưa ghi bước xong?", en: "Overdue in fact, or only not recorded?" },
    rule: ({ idleDays: n }) => ({
      vi: `Đang quá hạn và từ ${n} ngày làm việc trở lên không có bước nào được ghi.`,
      en: `Overdue, and nothing was recorded for ${n} working days or more.`,
    }),
    source: CONVENTION,
  },
  undelivered: {
    name: { vi: "Kết quả đã trao cho người dân chưa?", en: "Has the result been handed over?" },
    rule: ({ undeliveredDays: n }) => ({
      vi: `Đã xử lý xong, quá ${n} ngày làm việc (không kể ngày xử lý xong) chưa ghi bước trả kết quả.`,
      en: `Answered, and for more than ${n} working days (the day of the answer not counted) no delivery is on record.`,
    }),
    source: CONVENTION,
  },
  "second-extension": {
    name: { vi: "Vì sao hẹn lại thêm lần nữa?", en: "Why was it put off once more?" },
    rule: ({ extensionsAllowed: n }) => ({
      vi: `Đã hẹn lại quá ${n} lần. Quy định cho hẹn lại không quá một lần.`,
      en: `Put off more than ${n} time(s). The decree allows one new appointment.`,
    }),
    source: DECREE,
  },
  "late-supplement": {
    name: {
      vi: "Yêu cầu bổ sung khi sát hạn, có lý do gì không?",
      en: "A supplement asked for near the due time: is there a reason?",
    },
    rule: ({ lateSupplementHours: n }) => ({
      vi: `Yêu cầu bổ sung khi còn không quá ${n} giờ là đến hạn của lúc đó, không tính ngày nghỉ. Không hỏi khi yêu cầu trong ${n} giờ kể từ lúc nhận.`,
      en: `A supplement was asked for ${n} hours or fewer before the due time of then, days off left out. Not asked where the request came within ${n} hours of the receipt.`,
    }),
    source: CONVENTION,
  },
  instant: {
    name: {
      vi: "Vài phút đã xong, giờ tiếp nhận ghi đúng chưa?",
      en: "Done in minutes: is the time of receipt right?",
    },
    rule: ({ instantMinutes: n }) => ({
      vi: `Xử lý xong trong ${n} phút từ lúc tiếp nhận. Không hỏi với thủ tục trả ngay, hẹn trả trong ngày, hoặc hồ sơ không có hạn.`,
      en: `Answered within ${n} minutes of the receipt. Not asked where the answer is due at once or on the same day, or no due time is known.`,
    }),
    source: CONVENTION,
  },
};

/** A kind of suspect in words: what it asks, by which rule and where the rule is from. */
export function suspectKindText(kind: SuspectKind, limits: SuspectThresholds, locale: Locale) {
  const { name, rule, source } = KINDS[kind];
  return { name: name[locale], rule: rule(limits)[locale], source: source[locale] };
}

/** What is known and what is asked, in two sentences of a colleague. */
export function suspectQuestion(suspect: Suspect, locale: Locale): string {
  return questionOf(suspect)[locale];
}

function questionOf(suspect: Suspect): Words {
  switch (suspect.kind) {
    case "undelivered":
      return {
        vi: `Hồ sơ đã xử lý xong ${suspect.days} ngày làm việc mà chưa ghi trả. Kết quả đã trao cho người dân chưa?`,
        en: `Answered ${suspect.days} working days ago, and no delivery is on record. Has the citizen got the result?`,
      };
    case "idle-overdue":
      return {
        vi: `Hồ sơ quá hạn và ${suspect.days} ngày làm việc nay không có bước nào được ghi. Việc đã xong mà chưa ghi, hay còn vướng ở đâu?`,
        en: `Overdue, and nothing was recorded for ${suspect.days} working days. Is it done and not recorded, or held up somewhere?`,
      };
    case "late-supplement":
      return {
        vi: `Yêu cầu bổ sung được gửi khi còn chưa đến ${suspect.hours} giờ là đến hạn, không tính ngày nghỉ. Có lý do gì để đến lúc đó mới hỏi giấy tờ còn thiếu không?`,
        en: `The supplement was asked for with ${suspect.hours} hours or fewer to go, days off left out. Is there a reason why it was asked for then?`,
      };
    case "instant":
      return {
        vi: `${
          suspect.minutes === null
            ? "Giờ xử lý xong được ghi trước giờ tiếp nhận."
            : suspect.minutes === 0
              ? "Hồ sơ tiếp nhận rồi xử lý xong chưa đầy một phút."
              : `Hồ sơ tiếp nhận rồi xử lý xong sau ${suspect.minutes} phút.`
        } Giờ tiếp nhận đã ghi đúng chưa?`,
        en: `${
          suspect.minutes === null
            ? "The answer is dated before the receipt."
            : suspect.minutes === 0
              ? "Answered less than a minute after the receipt."
              : `Answered ${suspect.minutes} min after the receipt.`
        } Is the time of receipt right?`,
      };
    case "second-extension":
      return {
        vi: `Hồ sơ đã hẹn lại ${suspect.times} lần, quy định cho ${suspect.allowed} lần. Lý do của lần hẹn sau là gì?`,
        en: `Put off ${suspect.times} times where ${suspect.allowed} is allowed. What was the reason for the later one?`,
      };
    case "apology-due":
      return apologyQuestion(suspect);
  }
}

function apologyQuestion(suspect: Extract<Suspect, { kind: "apology-due" }>): Words {
  if ("hoursLeft" in suspect)
    return {
      vi: `Còn không quá ${suspect.hoursLeft} giờ làm việc là đến hạn. Có kịp không, hay cần gửi thư xin lỗi và hẹn lại?`,
      en: `Due in ${suspect.hoursLeft} working hours or fewer. Will it be in time, or should a letter of apology go out?`,
    };
  const over = suspect.daysOver;
  return {
    vi: `Hồ sơ ${over === 0 ? "vừa quá hạn" : `đã quá hạn ${over} ngày làm việc`} mà chưa ghi thư xin lỗi. Đã gửi thư và hẹn lại cho người dân chưa?`,
    en: `${over === 0 ? "Just overdue" : `Overdue for ${over} working day(s)`}, and no apology is on record. Has the citizen got a letter and a new date?`,
  };
}
