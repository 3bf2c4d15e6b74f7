/**
 * Notes an alert that holds, and puts messages about it into the outbox: when it is new, or when it is time to say it
 * again. However many processes see the same alert, each message is made once.
 *
 * KEYS  1 active alerts · 2 when each was last sent · 3 outbox
 * ARGV  1 key · 2 the alert as JSON · 3 now · 4 repeat after ms (0: never) · 5 not before (0: at once) · 6… channels
 * Returns { 1 } when messages were made, { 0 } otherwise.
 */
export const RAISE_LUA = `
local now = tonumber(ARGV[3])
local again = tonumber(ARGV[4])
local alert = cjson.decode(ARGV[2])
local known = redis.call('HGET', KEYS[1], ARGV[1])
local due = false
if known then
  local old = cjson.decode(known)
  alert.since, alert.sentAt, alert.sends = old.since, old.sentAt, old.sends
  alert.acknowledgedAt, alert.note = old.acknowledgedAt, old.note
  due = again > 0 and not old.acknowledgedAt and now - old.sentAt >= again
else
  local last = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0')
  alert.since, alert.sends, alert.sentAt = now, 0, last
  due = again == 0 or now - last >= again
end
if due then
  alert.sentAt, alert.sends = now, alert.sends + 1
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
end
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(alert))
if not due then return { 0 } end
for n = 6, #ARGV do
  local id = string.format('%s|%.0f|%d|%s', ARGV[1], alert.since, alert.sends, ARGV[n])
  local message = { id = id, channel = ARGV[n], alert = alert }
  if ARGV[5] ~= '0' then message.notBefore = tonumber(ARGV[5]) end
  redis.call('RPUSH', KEYS[3], cjson.encode(message))
end
return { 1 }
`;

/**
 * Ends an alert that holds no more and keeps what is left of it.
 *
 * KEYS  1 active alerts · 2 ended alerts
 * ARGV  1 key · 2 now · 3 how many ended ones are kept
 * Returns { 1 } when it was active.
 */
export const END_LUA = `
local known = redis.call('HGET', KEYS[1], ARGV[1])
if not known then return { 0 } end
local old = cjson.decode(known)
redis.call('HDEL', KEYS[1], ARGV[1])
local left = { key = old.key, name = old.name, text = old.text, since = old.since, endedAt = tonumber(ARGV[2]) }
redis.call('LPUSH', KEYS[2], cjson.encode(left))
redis.call('LTRIM', KEYS[2], 0, tonumber(ARGV[3]) - 1)
return { 1 }
`;

/**
 * Somebody has seen an alert: it is not sent again while it holds.
 *
 * KEYS  1 active alerts
 * ARGV  1 key · 2 now · 3 note
 * Returns { 1 } when it was active.
 */
export const ACKNOWLEDGE_LUA = `
local known = redis.call('HGET', KEYS[1], ARGV[1])
if not known then return { 0 } end
local alert = cjson.decode(known)
alert.acknowledgedAt = tonumber(ARGV[2])
if ARGV[3] ~= '' then alert.note = ARGV[3] end
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(alert))
return { 1 }
`;
