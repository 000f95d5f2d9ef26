# shellcheck shell=sh
# Sourced by the commands in bin/: finds Python, makes .venv from the locked requirements once, says what is missing.
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
python=$here/.venv/bin/python
export PYTHONPATH="$here${PYTHONPATH:+:$PYTHONPATH}"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

say() { printf '%s\n' "$*"; }

stop() {
  printf '%s\n' "$@" >&2
  exit 1
}

# find_python: sets $found to a Python of 3.11 or newer that can make environments, or stops.
find_python() {
  found=''
  old=''
  for candidate in ${PALABRE_PYTHON:-} python3.11 python3 python3.12 python3.13 python3.14; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      found=$candidate
      break
    fi
    old="$candidate is Python $version"
  done
  if [ -z "$found" ] && [ -n "$old" ]; then
    stop "Palabre needs Python 3.11 or newer; here $old." \
      "On Debian 12 or newer: apt install python3 python3-venv. Another place? PALABRE_PYTHON=/path/to/python3.11 $0"
  fi
  [ -n "$found" ] || stop "Palabre needs Python 3.11 or newer, and none was found." \
    "On Debian: apt install python3 python3-venv. Another place? PALABRE_PYTHON=/path/to/python3.11 $0"
  "$found" -c 'import venv, ensurepip' 2>/dev/null || stop "Python $version is here without its venv module, which makes environments." \
    "On Debian: apt install python3-venv (or python$version-venv)."
}

# room MEGABYTES WHAT: stops when the disk of the repository has less left.
room() {
  left=$(df -Pk "$here" | awk 'NR == 2 { print int($4 / 1024) }')
  [ "${left:-0}" -ge "$1" ] || stop "The disk that holds $here has $left MB left; $2 needs about $1 MB. Free some room and try again."
}

# environment requirements.txt|requirements-dev.txt: .venv holds exactly these, installed once per change of the file.
environment() {
  stamp=$here/.venv/.installed-$1
  wanted=$(cksum <"$here/$1")
  if [ -x "$python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && "$python" -c '' 2>/dev/null; then
    return 0
  fi
  find_python
  case $1 in *dev*) room 900 'the environment for the tests' ;; *) room 500 'the environment' ;; esac
  mkdir -p "$here/.venv" 2>/dev/null || stop "$here cannot be written to: Palabre keeps its environment in .venv there."
  # Two commands started together: the second waits for the first.
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$here/.venv/.lock"
    flock 9
    if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && "$python" -c '' 2>/dev/null; then
      exec 9>&-
      return 0
    fi
  fi
  install "$1" || exit 1
  if command -v flock >/dev/null 2>&1; then exec 9>&-; fi
}

install() {
  log=$here/.venv/.installing
  if ! { [ -x "$python" ] && "$python" -c 'import pip' 2>/dev/null; }; then
    say "Making an environment in .venv with Python $version …"
    "$found" -m venv "$here/.venv" >"$log" 2>&1 || explain "$log"
  fi
  say "Installing what $1 names (once; a minute or so) …"
  "$python" -m pip install --quiet --no-deps --require-hashes --only-binary :all: -r "$here/$1" >"$log" 2>&1 || explain "$log"
  printf '%s' "$wanted" >"$stamp"
  # What the tests need includes what Palabre needs, at the same versions (bin/check keeps them equal).
  [ "$1" = requirements.txt ] || cksum <"$here/requirements.txt" | tr -d '\n' >"$here/.venv/.installed-requirements.txt"
}

# explain LOG: why pip or venv failed, in a sentence, then its own last words.
explain() {
  if grep -qi 'no space left' "$1"; then
    say "The disk is full: free some room (about 500 MB) and try again." >&2
  elif grep -qiE 'Temporary failure in name resolution|Connection refused|NewConnectionError|Network is unreachable|timed out' "$1"; then
    say "The package index does not answer. Look at the network or at pip's settings (pip config list), then try again." >&2
  elif grep -qi 'hash' "$1" && grep -qi 'mismatch\|do not match' "$1"; then
    say "A package is not the one that was locked. Do not go on; tell whoever keeps the package index." >&2
  else
    say "The environment could not be made. What pip says:" >&2
  fi
  tail -n 15 "$1" >&2
  exit 1
}
