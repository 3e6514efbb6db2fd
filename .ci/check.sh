# `./do check NAME`: single checks, some of which are too long for every run of
# `./do test`. Sourced by ./do.

check_usage() {
  cat <<'TEXT'
usage: ./do check NAME

  automerge [DOCUMENTS] [SEED]
           replays generated documents (2000 unless told) through the pinned
           automerge and the one kept beside it; any difference fails
  deny     licences, walls between crates, sources and, where the advisory
           database can be reached, known faults of dependencies
  format   whether rustfmt would change anything
  lints    clippy with warnings as errors
  model [SEEDS]
           lives through simulated worlds of a hub and its devices, with cut
           lines, lost devices and a hub set back (10000 unless told)
  rooms    the contract tests: walls, tidiness, numbers, decisions
TEXT
}

verb_check() {
  local name=${1:-}
  [[ $# -eq 0 ]] || shift
  case $name in
    automerge) step 'automerge, two versions' check_automerge "$@" ;;
    deny)
      step 'setup' setup_all
      step 'cargo-deny' check_dependencies
      ;;
    format) step 'rustfmt' check_format ;;
    lints) step 'clippy' cargo clippy "${selection[@]}" -- -D warnings ;;
    model) step 'simulated worlds' check_model "$@" ;;
    rooms) step 'contracts' cargo test --workspace --features alongside/custom-protocol --locked --test contracts ;;
    '' | help | -h | --help) check_usage ;;
    *)
      printf './do check: no check "%s"\n\n' "$name" >&2
      check_usage >&2
      exit 2
      ;;
  esac
}

check_model() {
  ALONGSIDE_SEEDS=${1:-10000} cargo test --release --locked \
    -p sync-protocol --lib worlds:: -- --nocapture
}

check_automerge() {
  cargo run --release --locked \
    --manifest-path tests/automerge-versions/Cargo.toml -- "${1:-2000}" "${@:2}"
}
