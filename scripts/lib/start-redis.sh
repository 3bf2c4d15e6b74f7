#!/bin/sh
# Starts a Redis whose append-only file may have been torn: start-redis.sh CHECK-AOF FOLDER SERVER [ARGUMENT…]
#
# A server that is killed in the middle of a write leaves half a transaction at the end of its file. On its own start it
# cuts the half command off, but not the MULTI before it. What is written next then stands inside that transaction, and the
# start after the next one runs its commands: half a commit counts twice. The checker cuts at the MULTI.
check=$1
folder=$2
shift 2
for log in "$folder/appendonlydir/appendonly.aof.manifest" "$folder/appendonly.aof"; do
  if [ -f "$log" ] && command -v "$check" >/dev/null; then
    echo y | "$check" --fix "$log" 2>&1 | grep -i "truncat" || true
  fi
done
exec "$@"
