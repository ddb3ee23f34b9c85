#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The five faults of docs/faults.md on the shop of ./ballast demo, as root, from the checkout's folder.
#   agent    writes the pid files and starts the agent, until Ctrl-C
#   server   looks after the faults, beside the demo's own server, until Ctrl-C
#   server-failure | latency | packet-loss | database-failure | dependency-failure
#            does one of them for 20 s
set -euo pipefail

here=$(dirname "$0")
export BALLAST_FAULT_TOKEN=${BALLAST_FAULT_TOKEN:-the-shop-is-a-toy}
folder=/tmp/ballast-shop-faults

# The process that listens on a port of the shop; a demo that has just begun opens them one by one.
pid_file() {
  local pid='' try
  for try in $(seq 30); do
    pid=$(ss -Hltnp "sport = :$2" | sed -n 's/.*pid=\([0-9]*\),.*/\1/p')
    [[ -n $pid ]] && break
    ((try == 1)) && echo "shop.sh: waiting for port $2 of the shop" >&2
    sleep 1
  done
  [[ -n $pid ]] || { echo "shop.sh: nobody listens on port $2. Fix: start ./ballast demo" >&2; exit 1; }
  echo "$pid" >"$folder/$1.pid"
}

pid_files() {
  mkdir -p "$folder"
  pid_file payments-us-east 7203
  pid_file payments-eu-west 7223
  pid_file card-processor-us-east 7209
}

inject() {
  ./ballast fault inject "$@" --server http://127.0.0.1:7701 --for 20s --max-share 1 --reason "an example"
}

case ${1:-} in
  agent)
    pid_files
    exec ./ballast fault agent --config "$here/shop.yaml"
    ;;
  server)
    mkdir -p "$folder/config"
    cp "$here/shop.yaml" "$folder/config/"
    exec ./ballast serve --config "$folder/config" --data "$folder/server" --port 7701
    ;;
  server-failure) pid_files && inject process.kill payments-us-east ;;
  latency) inject net.latency payments-us-east --set delay_ms=300 --set open=kill ;;
  packet-loss) inject net.loss payments-us-east --set percent=20 ;;
  database-failure) inject pg.statement_delay database-us-east --set table=payments --set delay_ms=3000 ;;
  dependency-failure) inject http.abort card-processor-us-east --set status=503 ;;
  *)
    sed -n '3,7s/^# //p' "$0" >&2
    exit 2
    ;;
esac
