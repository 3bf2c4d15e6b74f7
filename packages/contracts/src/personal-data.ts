/** Kinds of personal data that a text can be recognised by. */
export type PersonalDataKind = "citizen-id" | "phone" | "email" | "name" | "address";

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
/** ULIDs, object ids, digests: so long that digits in them are chance. */
const LONG_TOKEN = /(?<![0-9A-Za-z])(?=[0-9]*[A-Za-z])[0-9A-Za-z]{20,}/g;

/** Province 001 to 096, then sex and century 0 to 3, year of birth, six digits (Circular 59/2021/TT-BCA, article 7). */
const CITIZEN_NUMBER = "0(?!00)(?:[0-8]\\d|9[0-6])[0-3]\\d{8}";
const EMAIL = /[\w.%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{2,63}){1,4}/gi;

/** In a code a neighbouring letter or digit makes it a serial number; marked words are the exception. */
const CODE_START = "(?<=^|[^0-9A-Za-z]|CCCD|CMND|CMT|SDT|SĐT|TEL|PHONE)";
const CODE_END = "(?![0-9A-Za-z])";
const CODE_CITIZEN = new RegExp(`${CODE_START}${CITIZEN_NUMBER}${CODE_END}`, "gi");
/** Only the groupings people write, so that `091205-0007` (day and number of a dossier) is not one. */
const MOBILE =
  "[35789](?:\\d{8}|\\d([ .-])\\d{3}\\1\\d{4}|\\d{2}([ .-])\\d{3}\\2\\d{3}|\\d{2}([ .-])\\d{2}\\3\\d{2}\\3\\d{2}|\\d([ .-])\\d{4}\\4\\d{3}|\\d{3}([ .])\\d{5})";
const CODE_PHONE = new RegExp(`${CODE_START}(?:(?:\\+|00)?84[ .-]?0?|0)${MOBILE}${CODE_END}`, "gi");

/** In free text any spacing counts. */
const TEXT_CITIZEN =
  /(?<!\d)(?:\d{12}|0\d{2}[ .-]?\d{3}[ .-]?\d{3}[ .-]?\d{3}|\d{9}(?!\s*(?:đ|d|vnđ|vnd|đồng|dong|usd)(?![\p{L}\d])))(?!\d)/giu;
const TEXT_PHONE =
  /(?<!\d)(?:(?:\+|00)?84[ .()-]{0,3}0?|\(?0)(?:[35789](?:[ .)-]{0,2}\d){8}|2(?:[ .)-]{0,2}\d){9})(?!\d)/g;

const UPPER_WORD = "\\p{Lu}\\p{Ll}*(?![\\p{L}\\d])";
/** Streets, wards and provinces that begin like a form of address. */
const NOT_A_PERSON = "(?!\\s+(?:Trưng|Triệu|Rịa|Đen|Nà|Điểm|Huyện Thanh Quan|Sơn|Lãnh)(?!\\p{L}))";
const HONORIFIC = "(?:[Ôô]ng|ÔNG|[Bb]à|BÀ|[Aa]nh|[Cc]hị|[Ee]m|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ụ|[Cc]háu)";
const LABEL = "(?:[Cc]ông dân|[Nn]gười nộp|[Cc]hủ hồ sơ|[Hh]ọ (?:và )?tên)(?: là)?\\s*:?";
const NAMES = [
  new RegExp(`(?<![\\p{L}\\d])${HONORIFIC}${NOT_A_PERSON}(?:\\s+${UPPER_WORD}){2,5}`, "gu"),
  new RegExp(
    `(?<![\\p{L}\\d])(?:ông|bà|anh|chị|em|cô|chú|bác|cụ|cháu)${NOT_A_PERSON}\\s+${UPPER_WORD}`,
    "gu",
  ),
  new RegExp(`(?<![\\p{L}\\d])${LABEL}(?:\\s+${UPPER_WORD}){2,5}`, "gu"),
];
const ADDRESSES = [
  /(?<![\p{L}\d])số nhà\s*:?\s*\d+/giu,
  /(?<![\p{L}\d])(?:(?:số|ngõ|ngách|hẻm|kiệt)\s+)?\d{1,4}[a-z]?(?:\/\d{1,4}[a-z]?)*,?\s+(?:đường|phố)\s+\p{L}+/giu,
  /(?<![\p{L}\d])(?:ngõ|ngách|hẻm|kiệt)\s+\d{1,4}(?!\d)/giu,
  /(?<![\p{L}\d])(?:(?:thường|tạm|cư)\s+trú|ngụ|trú)\s+tại\s+\p{L}/giu,
  /(?<![\p{L}\d])địa chỉ\s*(?::|tại|nhà)\s*[\p{L}\d]/giu,
];

/** No dossier is numbered without a digit: two to six bare words in the place of its code are somebody's name. */
const WORDS_ALONE = /^\p{L}+(?:[\s.]+\p{L}+){1,5}$/gu;

/**
 * What a text is: an event's id, a code (procedure, source), a dossier's own code, a word out of a list (field, unit),
 * free text.
 */
export type TextUse = "id" | "code" | "subject" | "label" | "prose";

type Pattern = { kind: PersonalDataKind; pattern: RegExp };
const NAMED: readonly Pattern[] = NAMES.map((pattern) => ({ kind: "name", pattern }));
const ID: readonly Pattern[] = [
  { kind: "citizen-id", pattern: CODE_CITIZEN },
  { kind: "phone", pattern: CODE_PHONE },
  { kind: "email", pattern: EMAIL },
];
const CODE: readonly Pattern[] = [{ kind: "citizen-id", pattern: /^(?:\d{9}|\d{12})$/g }, ...ID];
const ALONE: readonly Pattern[] = [{ kind: "name", pattern: WORDS_ALONE }];
const PATTERNS: Record<TextUse, readonly Pattern[]> = {
  id: ID,
  code: CODE,
  subject: [...CODE, ...ALONE],
  label: [...CODE, ...NAMED],
  prose: [
    { kind: "citizen-id", pattern: TEXT_CITIZEN },
    { kind: "phone", pattern: TEXT_PHONE },
    { kind: "email", pattern: EMAIL },
    ...NAMED,
    ...ADDRESSES.map((pattern): Pattern => ({ kind: "address", pattern })),
  ],
};

/** How each of them begins or what it is as a whole; most codes have nothing of the kind, which is soon told. */
const WORTH_A_LOOK = /@|(?<!\d)(?:0|84)(?:[ .()+-]{0,3}\d){8}|^\d{9}$|^\d{12}$/;

/**
 * The kind of personal data that stands in a text, or `undefined`. An `id` may be a running number; in an `id`, `code`
 * or `label` a number counts only as a whole part and by its build, so that dossier codes, UUIDs and ULIDs pass; in
 * `prose` any 12 or 9 digit number, phone, named person or address of a dwelling counts.
 */
export function personalDataIn(text: string, use: TextUse): PersonalDataKind | undefined {
  if (use === "prose") return firstOf(PATTERNS.prose, text.normalize("NFC"));
  if (WORTH_A_LOOK.test(text))
    return firstOf(PATTERNS[use], text.replace(UUID, " ").replace(LONG_TOKEN, " "));
  if (use === "label") return firstOf(NAMED, text.normalize("NFC"));
  return use === "subject" ? firstOf(ALONE, text.normalize("NFC")) : undefined;
}

/** The text with `***` in place of what {@link personalDataIn} finds; all of it where it holds an address. */
export function maskPersonalData(text: string, use: TextUse): string {
  const kind = personalDataIn(text, use);
  if (kind === undefined) return text;
  const composed = text.normalize("NFC");
  if (ADDRESSES.some((pattern) => composed.search(pattern) >= 0)) return "***";
  return PATTERNS[use].reduce((masked, { pattern }) => masked.replace(pattern, "***"), composed);
}

function firstOf(patterns: readonly Pattern[], text: string): PersonalDataKind | undefined {
  return patterns.find(({ pattern }) => text.search(pattern) >= 0)?.kind;
}
