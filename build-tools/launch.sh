# SPDX-License-Identifier: Apache-2.0
# Sourced by ./ballast and bench/run: finds a JDK, builds when a source is newer than the build.
# Expects $root, the checkout. Talks to people on standard error only.

readonly need=25
readonly state=$root/.ballast                     # ours, ignored by git: stamp, lock, log
readonly dist=$root/cli/target/quick/dist
readonly shop_dist=$root/shop/target/quick/dist
readonly mesh_dist=$root/mesh/target/quick/dist
readonly faults_dist=$root/faults/target/quick/dist

# The feature release of a JDK's folder; reads a file, starts no JVM.
jdk_feature() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null; }

find_jdk() {
  local on_path home version
  on_path=$(command -v java || true)
  for home in "${BALLAST_JAVA_HOME:-}" "${JAVA_HOME:-}" \
      "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path")")")}" \
      /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-/}"/.jdks/* \
      "${SDKMAN_DIR:-${HOME:-/}/.sdkman}"/candidates/java/* \
      "${HOME:-/}"/.local/share/mise/installs/java/* "${HOME:-/}"/.asdf/installs/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [[ -n $home && -x $home/bin/java && -x $home/bin/javac ]] || continue
    version=$(jdk_feature "$home")
    [[ -n $version && $version -ge $need ]] && { printf '%s\n' "$home"; return 0; }
  done
  return 1
}

require_jdk() {
  jdk=$(find_jdk) && return
  cat >&2 <<TEXT
ballast: no JDK $need or newer found.
Looked at: BALLAST_JAVA_HOME, JAVA_HOME, java on the PATH, /usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks, mise, asdf.
Fix: install one, for example from https://adoptium.net (or: sdk install java 25-tem),
     or name its folder: BALLAST_JAVA_HOME=/path/to/jdk-$need $0 ...
TEXT
  exit 78
}

# Whether a source, a resource, a template, a POM or a folder of them is newer than the build.
needs_build() {
  [[ -f $state/stamp && -n $(compgen -G "$dist/lib/ballast-cli-*.jar") \
    && -n $(compgen -G "$shop_dist/lib/ballast-shop-*.jar") \
    && -n $(compgen -G "$mesh_dist/lib/ballast-mesh-*.jar") \
    && -n $(compgen -G "$faults_dist/lib/ballast-faults-*.jar") ]] || return 0
  [[ -n $(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main \
    -newer "$state/stamp" -print -quit 2>/dev/null) ]]
}

# Only one builds at a time; whoever waited looks again whether there is still something to do.
with_lock() {
  mkdir -p "$state"
  if command -v flock >/dev/null; then
    exec 9>"$state/lock"
    flock -n 9 || { echo "ballast: another ballast is building, waiting for it ..." >&2; flock 9; }
    "$@"
    exec 9>&-
  else
    local owner
    until mkdir "$state/lock.d" 2>/dev/null; do
      owner=$(cat "$state/lock.d/pid" 2>/dev/null || true)
      [[ -n $owner ]] && ! kill -0 "$owner" 2>/dev/null && rm -rf "$state/lock.d"
      sleep 1
    done
    echo $$ >"$state/lock.d/pid"
    "$@"
    rm -rf "$state/lock.d"
  fi
}

build_if_needed() {
  needs_build || return 0
  local log=$state/build.log why="first run" seconds=$SECONDS pid module
  [[ -f $state/stamp ]] && why="sources changed"
  if ! command -v mvn >/dev/null; then
    echo "ballast: cannot build ($why): Maven (mvn 3.8.6 or newer) is not on the PATH." >&2
    echo "Fix: install it (Debian, Ubuntu: apt-get install maven; macOS: brew install maven)." >&2
    exit 70
  fi
  echo "ballast: $why, building (log: ${log#"$PWD"/}) ..." >&2
  touch "$state/stamp.new"
  # A changed POM may have changed versions: no jar of before may stay. And a running ballast keeps
  # the files that it has open, which a jar written in place would pull from under it.
  if [[ ! -f $state/stamp \
      || -n $(find "$root"/pom.xml "$root"/*/pom.xml -newer "$state/stamp" -print -quit) ]]; then
    rm -rf "$dist/lib" "$shop_dist/lib" "$mesh_dist/lib" "$faults_dist/lib"
  else
    rm -f "$dist"/lib/ballast-*.jar "$shop_dist"/lib/ballast-*.jar "$mesh_dist"/lib/ballast-*.jar \
      "$faults_dist"/lib/ballast-*.jar
  fi
  # Tests and checks are for mvn verify. Without fd 9, so that no child of Maven's holds the lock.
  (cd "$root" && exec mvn -B -ntp -T2 -Pquick -pl cli,shop,mesh,faults -am package) \
    >"$log" 2>&1 </dev/null 9>&- &
  pid=$!
  trap 'kill "$pid" 2>/dev/null; exit 130' INT TERM
  while [[ -t 2 ]] && kill -0 "$pid" 2>/dev/null; do
    module=$(sed -n 's/.*Building Ballast \([a-z]*\) .*/\1/p' "$log" | tail -n 1)
    printf '\r\033[K  %s %ss' "${module:-starting Maven}" "$((SECONDS - seconds))" >&2
    sleep 0.3
  done
  [[ -t 2 ]] && printf '\r\033[K' >&2
  if ! wait "$pid"; then
    trap - INT TERM
    grep -E '^\[ERROR\]' "$log" | head -n 30 >&2 || tail -n 30 "$log" >&2
    if grep -qE 'Could not transfer artifact|Unknown host|in offline mode|Connection refused' "$log"; then
      echo "ballast: Maven could not download what the build needs. The first build needs the network" >&2
      echo "         (or a ~/.m2 that was filled before)." >&2
    fi
    echo "ballast: the build failed, whole log: $log" >&2
    exit 70
  fi
  trap - INT TERM
  mv -f "$state/stamp.new" "$state/stamp"
  echo "ballast: built in $((SECONDS - seconds)) s." >&2
}

ensure_built() { if needs_build; then with_lock build_if_needed; fi; }

# Sorted, because the AOT cache holds for one order only.
class_path() { local jars=("$1"/lib/*.jar) IFS=:; printf '%s' "${jars[*]}"; }

# Makes a cache of classes from a rehearsed start, once per build: WHOM FILE DIST CLASSPATH MAIN FLAG...
# The JVM checks the cache against its flags and jars itself; this only decides when to make a new one.
ensure_aot() { aot_fresh "$@" || with_lock aot_train "$@"; }
aot_key() { printf '%s\n' "${*:6}"; cat "$jdk/release"; }
aot_fresh() {
  [[ -f $2.key && $(cat "$2.key") == "$(aot_key "$@")" ]] \
    && [[ -z $(find "$3/lib" -name '*.jar' -newer "$2.key" -print -quit) ]]
}
aot_train() {
  aot_fresh "$@" && return 0
  local seconds=$SECONDS
  echo "ballast: once per build, making the cache that lets $1 start fast ..." >&2
  rm -f "$2" "$2.key"
  if "$jdk/bin/java" "${@:6}" "-XX:AOTCacheOutput=$2.new" -cp "$4" "$5" warmup \
      >"$state/aot.log" 2>&1 </dev/null 9>&- && [[ -f $2.new ]]; then
    mv -f "$2.new" "$2"
    echo "ballast: made in $((SECONDS - seconds)) s." >&2
  else
    rm -f "$2.new"
    echo "ballast: no cache was made, $1 starts slower (log: $state/aot.log)." >&2
  fi
  aot_key "$@" >"$2.key"                          # nor is it tried again with every start of this build
}

# Whoever starts a mesh looks for the cache beside its jars.
ensure_mesh_aot() {
  ensure_aot "a mesh" "$mesh_dist/mesh.aot" "$mesh_dist" "$mesh_dist/lib/*" dev.ballast.mesh.Main \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -XX:+UseSerialGC -XX:+UseCompactObjectHeaders
}

commit() {
  local id
  id=$(git -C "$root" rev-parse --short=12 HEAD 2>/dev/null) || return 0
  git -C "$root" diff --quiet HEAD -- 2>/dev/null || id+=-dirty
  printf '%s' "$id"
}
