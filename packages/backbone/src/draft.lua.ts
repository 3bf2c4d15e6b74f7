/**
 * Puts what a rebuild wrote in the place of the live figures, all at once.
 *
 * KEYS  1 revision · 2 log · 3 mark of the rules · 4 hold · 5 lease · 6 proof that the draft is whole, then live keys to
 *       give up, then pairs of draft and live key
 * ARGV  1 revision that the draft stands at · 2 token of the rebuild · 3 new mark · 4 now · 5 note · 6 channel
 *       7 live keys to give up
 * Returns { revision }; sent again after its reply was lost, it returns the same. { 0 } when the ward went on or the hold
 * has ended, { -1 } when the draft is not this rebuild's any more; then nothing is changed.
 */
export const SWITCH_LUA = `
for _, entry in ipairs(redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 100)) do
  local fields = entry[2]
  for n = 1, #fields, 2 do
    if fields[n] == 'by' and fields[n + 1] == ARGV[2] then return { tonumber(string.match(entry[1], '^%d+')) } end
  end
end
if redis.call('GET', KEYS[5]) ~= ARGV[2] or redis.call('GET', KEYS[6]) ~= ARGV[2] then return { -1 } end
if redis.call('GET', KEYS[4]) ~= ARGV[2] then return { 0 } end
local current = tonumber(redis.call('GET', KEYS[1]) or '0')
local newest = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1]
if newest then current = math.max(current, tonumber(string.match(newest[1], '^%d+'))) end
if current ~= tonumber(ARGV[1]) then return { 0 } end

local rev = string.format('%.0f', current + 1)
redis.call('XADD', KEYS[2], rev .. '-0',
  'events', '', 'n', 0, 'source', '', 'at', ARGV[4], 'note', ARGV[5], 'by', ARGV[2])
redis.call('SET', KEYS[1], rev)
redis.call('SET', KEYS[3], ARGV[3])

local at = 7
for n = 1, tonumber(ARGV[7]) do
  redis.call('UNLINK', KEYS[at])
  at = at + 1
end
while at < #KEYS do
  redis.call('UNLINK', KEYS[at + 1])
  if redis.call('EXISTS', KEYS[at]) == 1 then redis.call('RENAME', KEYS[at], KEYS[at + 1]) end
  at = at + 2
end
redis.call('DEL', KEYS[4], KEYS[6])
redis.call('PUBLISH', ARGV[6], '{"rev":' .. rev .. ',"recounted":true}')
return { tonumber(rev) }
`;
