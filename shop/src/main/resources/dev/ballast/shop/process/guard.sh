# SPDX-License-Identifier: Apache-2.0
# Sends signals for the shop's supervisor, one command per line ("STOP 12 13"), and outlives it
# just long enough to end what it started: when its input ends without DONE, the supervisor is gone.
# $1, $2: the two halves of the run's mark (split, so that this process does not carry it itself);
# $3: the run's folder.
mark="$1$2"
dir=$3
trap '' INT TERM HUP
while read -r signal pids; do
  case $signal in
    DONE) exit 0 ;;
    *) kill "-$signal" $pids 2>/dev/null ;;
  esac
done

marked() {
  if [ -r /proc/self/cmdline ]; then
    # The brackets keep grep from finding its own command line.
    grep -la -e "[${mark%"${mark#?}"}]${mark#?}" /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3
  else
    ps -axo pid=,command= | awk -v mark="$mark" 'index($0, mark) && !index($0, "awk") {print $1}'
  fi
}

left=$(marked)
if [ -n "$left" ]; then
  kill -CONT $left 2>/dev/null # Whatever was stopped could not end.
  kill -INT $left 2>/dev/null
fi
tries=0
while [ -n "$(marked)" ] && [ $tries -lt 30 ]; do
  sleep 0.1
  tries=$((tries + 1))
done
left=$(marked)
if [ -n "$left" ]; then kill -KILL $left 2>/dev/null; fi
if [ -f "$dir/.shop-run" ]; then rm -rf "$dir"; fi
