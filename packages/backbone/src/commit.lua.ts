/**
 * Commits what one batch does to one ward, all or nothing.
 *
 * KEYS  1 revision · 2 log · 3 mark of the rules · 4 hold · 5.. hashes, counters and indexes named by position below
 * ARGV  1 deflated events · 2 their number · 3 source · 4 accepted at · 5 channel · 6 rest of the change message
 *       7 entities · 8 index moves · 9 counters · 10 mark of the rules the differences were worked out by, then
 *       entities: key position, code, version read, new state      (grouped by key position)
 *       moves:    key position, member, score or "" to take it out
 *       counters: key position, field, difference
 * Returns { revision }, { 0, n } where n entities no longer have the version that was read, { -1 } while a rebuild holds
 * the ward, or { -2, mark } where the counters were made by other rules.
 */
export const COMMIT_LUA = `
if redis.call('EXISTS', KEYS[4]) == 1 then return { -1 } end
local mark = redis.call('GET', KEYS[3])
if mark and mark ~= ARGV[10] then return { -2, mark } end

local entities, moves, counters = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local at = 11

local stale = 0
local i = 0
while i < entities do
  local position = ARGV[at + i * 4]
  local codes, first = {}, i
  while i < entities and ARGV[at + i * 4] == position and #codes < 1000 do
    codes[#codes + 1] = ARGV[at + i * 4 + 1]
    i = i + 1
  end
  local states = redis.call('HMGET', KEYS[tonumber(position)], unpack(codes))
  for n = 1, #codes do
    local state = states[n]
    local version = state and string.match(state, '^%d+') or '0'
    if version ~= ARGV[at + (first + n - 1) * 4 + 2] then stale = stale + 1 end
  end
end
if stale > 0 then return { 0, stale } end

-- The log comes first: an id that does not ascend is the one write that Redis could refuse, and then none is made. It
-- does so where somebody has set the revision back by hand; the log knows better.
local entry = { 'events', ARGV[1], 'n', ARGV[2], 'source', ARGV[3], 'at', ARGV[4] }
local rev = string.format('%.0f', tonumber(redis.call('GET', KEYS[1]) or '0') + 1)
local added = redis.pcall('XADD', KEYS[2], rev .. '-0', unpack(entry))
if type(added) == 'table' and added.err then
  local stream = redis.call('XINFO', 'STREAM', KEYS[2])
  for n = 1, #stream, 2 do
    if stream[n] == 'last-generated-id' then
      rev = string.format('%.0f', tonumber(string.match(stream[n + 1], '^%d+')) + 1)
    end
  end
  redis.call('XADD', KEYS[2], rev .. '-0', unpack(entry))
end
redis.call('SET', KEYS[1], rev)
if not mark then redis.call('SET', KEYS[3], ARGV[10]) end

for n = 0, entities - 1 do
  local a = at + n * 4
  redis.call('HSET', KEYS[tonumber(ARGV[a])], ARGV[a + 1], ARGV[a + 3])
end
at = at + entities * 4

for n = 0, moves - 1 do
  local a = at + n * 3
  local key, member, score = KEYS[tonumber(ARGV[a])], ARGV[a + 1], ARGV[a + 2]
  if score == '' then redis.call('ZREM', key, member) else redis.call('ZADD', key, score, member) end
end
at = at + moves * 3

for n = 0, counters - 1 do
  local a = at + n * 3
  local key, field = KEYS[tonumber(ARGV[a])], ARGV[a + 1]
  if redis.call('HINCRBY', key, field, ARGV[a + 2]) == 0 then redis.call('HDEL', key, field) end
end

redis.call('PUBLISH', ARGV[5], '{"rev":' .. rev .. ',' .. ARGV[6])
return { tonumber(rev) }
`;
