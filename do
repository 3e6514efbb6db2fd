#!/usr/bin/env bash
# The commands of this repository. `./do` alone lists them.
set -euo pipefail
cd "$(dirname "$0")"

# Outside the checkout, so that a second clone does not build everything again.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/alongside/target}
export CARGO_TERM_PROGRESS_WHEN=never

source .ci/steps.sh
source .ci/setup.sh
source .ci/test.sh
source .ci/check.sh
source .ci/fuzz.sh

usage() {
  cat <<'TEXT'
usage: ./do VERB

  test     sets up what is missing, then checks and tests everything
  check    one of the checks by itself; "./do check" lists them
  fuzz     [SECONDS] [TARGET] throws bytes at every decoder, 60 seconds each
  setup    only sets up what is missing: system packages, Rust, Node, tools
TEXT
}

main() {
  local verb=${1:-}
  [[ $# -eq 0 ]] || shift
  case $verb in
    test) verb_test "$@" ;;
    check) verb_check "$@" ;;
    fuzz) verb_fuzz "$@" ;;
    setup) step 'setup' setup_all ;;
    '' | help | -h | --help) usage ;;
    *)
      printf './do: no verb "%s"\n\n' "$verb" >&2
      usage >&2
      exit 2
      ;;
  esac
}

trap 'report_failed_step $?' EXIT
main "$@"
