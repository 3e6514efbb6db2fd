#!/usr/bin/env bash
# The commands of this repository. `./do` alone lists them.
#
# A verb is a function verb_NAME in one of the files of .ci/, and the lines that
# begin with "#: " above it are what is listed.
set -euo pipefail
cd "$(dirname "$0")"

# Outside the checkout, so that a second clone does not build everything again.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/alongside/target}
export CARGO_TERM_PROGRESS_WHEN=never

for part in .ci/*.sh; do
  source "$part"
done

usage() {
  printf 'usage: ./do VERB\n\n'
  sed -n 's/^#: /  /p' .ci/*.sh
}

main() {
  local verb=${1:-help}
  [[ $# -eq 0 ]] || shift
  if [[ $verb == help || $verb == -h || $verb == --help ]]; then
    usage
  elif declare -F "verb_$verb" >/dev/null; then
    "verb_$verb" "$@"
  else
    printf './do: no verb "%s"\n\n' "$verb" >&2
    usage >&2
    exit 2
  fi
}

trap 'report_failed_step $?' EXIT
main "$@"
