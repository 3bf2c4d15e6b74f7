/**
 * Keeps a ward's settings if they are still those that were read.
 *
 * KEYS  1 wards
 * ARGV  1 ward · 2 SHA-1 of the text that was read · 3 new text · 4 channel · 5 what to tell there
 * Returns { 1 } when kept, also when it is sent again after its reply was lost; { 0 } when somebody else was faster.
 */
export const REPLACE_LUA = `
local text = redis.call('HGET', KEYS[1], ARGV[1])
if text == ARGV[3] then return { 1 } end
if not text or redis.sha1hex(text) ~= ARGV[2] then return { 0 } end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('PUBLISH', ARGV[4], ARGV[5])
return { 1 }
`;
