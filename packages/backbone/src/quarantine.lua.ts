/**
 * An entry's value: times seen, last seen at, the entry as JSON, then one line of JSON for each thing that a person did
 * with it. Older versions kept the JSON alone. JSON as we write it holds no line break.
 * All three scripts: KEYS 1 entries · 2 order · 3 counts · 4 settled · 5 settled order
 */

/**
 * Keeps entries. One that waits already is seen once more; so is one that was settled, unless it comes back.
 *
 * ARGV  1 now · 2 the most entries · 3 how many · 4 how many before them, then key, order's and counts' name, "1" if it comes back, value's JSON
 * Returns 1, or 0 when there is no room for the new ones; then nothing was kept.
 */
export const KEEP_LUA = `
local now, n = ARGV[1], tonumber(ARGV[3])
local fresh, told = 0, {}
for i = 0, n - 1 do
  local a = 5 + i * 4
  local key = ARGV[a]
  if not told[key] and redis.call('HEXISTS', KEYS[1], key) == 0
    and (ARGV[a + 2] == '1' or redis.call('HEXISTS', KEYS[4], key) == 0) then fresh = fresh + 1 end
  told[key] = true
end
if fresh > 0 and redis.call('HLEN', KEYS[1]) + fresh > tonumber(ARGV[2]) then return 0 end

local function again(value)
  local seen, rest = string.match(value, '^(%d+) %d+ (.*)$')
  if not seen then return '2 ' .. now .. ' ' .. value end
  return string.format('%d', tonumber(seen) + 1) .. ' ' .. now .. ' ' .. rest
end

for i = 0, n - 1 do
  local a = 5 + i * 4
  local key, tail = ARGV[a], ARGV[a + 1]
  local waits = redis.call('HGET', KEYS[1], key)
  local settled = not waits and redis.call('HGET', KEYS[4], key)
  if waits then
    redis.call('HSET', KEYS[1], key, again(waits))
  elseif settled and ARGV[a + 2] ~= '1' then
    redis.call('HSET', KEYS[4], key, again(settled))
  else
    redis.call('HSET', KEYS[1], key, settled and again(settled) or '1 ' .. now .. ' ' .. ARGV[a + 3])
    -- Those of one moment keep the order in which they came: behind a millisecond a double has room for 4096.
    redis.call('ZADD', KEYS[2], tonumber(now) + math.min(tonumber(ARGV[4]) + i, 4095) / 4096, key .. ' ' .. tail)
    redis.call('HINCRBY', KEYS[3], tail, 1)
    redis.call('HDEL', KEYS[4], key)
    redis.call('ZREM', KEYS[5], key)
  end
end
return 1
`;

/**
 * Moves an entry to the settled ones. One that was set aside may still be mended later, never the other way round.
 *
 * ARGV  1 key · 2 order's and counts' name · 3 how · 4 now · 5 settlement as JSON · 6 times seen, or "" for any
 *       7 the most settled entries · 8 the most settlements of one entry
 * Returns "settled", "seen-again" when it was seen since it was read, "gone" when it does not wait.
 */
export const SETTLE_LUA = `
local key, tail, how = ARGV[1], ARGV[2], ARGV[3]
local value = redis.call('HGET', KEYS[1], key)
if value then
  local seen = string.match(value, '^(%d+) ') or '1'
  if ARGV[6] ~= '' and seen ~= ARGV[6] then return 'seen-again' end
  if not string.match(value, '^%d+ %d+ ') then value = '1 ' .. ARGV[4] .. ' ' .. value end
  redis.call('HDEL', KEYS[1], key)
  redis.call('ZREM', KEYS[2], key .. ' ' .. tail)
  if redis.call('HINCRBY', KEYS[3], tail, -1) <= 0 then redis.call('HDEL', KEYS[3], tail) end
else
  value = redis.call('HGET', KEYS[4], key)
  if not value or how ~= 'mended' then return 'gone' end
  if string.match(value, '\\n{"how":"(%a+)"[^\\n]*$') == 'mended' then return 'gone' end
end
local _, steps = string.gsub(value, '\\n', '')
if steps >= tonumber(ARGV[8]) then value = string.gsub(value, '\\n[^\\n]*', '', 1) end
redis.call('HSET', KEYS[4], key, value .. '\\n' .. ARGV[5])
redis.call('ZADD', KEYS[5], ARGV[4], key)
redis.call('HINCRBY', KEYS[3], how, 1)
local over = redis.call('ZCARD', KEYS[5]) - tonumber(ARGV[7])
if over > 0 then
  for _, old in ipairs(redis.call('ZRANGE', KEYS[5], 0, over - 1)) do redis.call('HDEL', KEYS[4], old) end
  redis.call('ZREMRANGEBYRANK', KEYS[5], 0, over - 1)
  redis.call('HINCRBY', KEYS[3], 'forgotten', over)
end
return 'settled'
`;

/**
 * Gives entries of an older version their place in the order.
 *
 * ARGV  key, time first seen, order's and counts' name of each
 */
export const ADOPT_LUA = `
for a = 1, #ARGV, 3 do
  if redis.call('HEXISTS', KEYS[1], ARGV[a]) == 1
    and redis.call('ZADD', KEYS[2], 'NX', ARGV[a + 1], ARGV[a] .. ' ' .. ARGV[a + 2]) == 1 then
    redis.call('HINCRBY', KEYS[3], ARGV[a + 2], 1)
  end
end
return 1
`;
