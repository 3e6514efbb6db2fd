# `./do check NAME`: single checks, some of which are too long for every run of
# `./do test`. Sourced by ./do.

#: check    one check by itself, some of them long; "./do check" lists them
verb_check() {
  local name=${1:-help}
  [[ $# -eq 0 ]] || shift
  if [[ $name == help || $name == -h || $name == --help ]]; then
    list_checks
  elif declare -F "check_$name" >/dev/null; then
    step "check $name" "check_$name" "$@"
  else
    printf './do check: no check "%s"\n\n' "$name" >&2
    list_checks >&2
    exit 2
  fi
}

# A check is a function check_NAME, and the lines "#:: " above it are listed.
list_checks() {
  printf 'usage: ./do check NAME\n\n'
  sed -n 's/^#:: /  /p' .ci/*.sh
}

#:: deny     licences, walls between crates, sources and, where the advisory
#::          database can be reached, known faults of dependencies
check_deny() {
  setup_all
  judge_dependencies
}

#:: lints    clippy with warnings as errors
check_lints() {
  cargo clippy "${selection[@]}" -- -D warnings
}

#:: rooms    the contract tests: walls, tidiness, numbers, decisions
check_rooms() {
  cargo test --workspace --features alongside/custom-protocol --locked --test contracts
}

#:: model [SEEDS]
#::          lives through simulated worlds of a hub and its devices, with cut
#::          lines, crashes, copied and lost devices and a hub set back, and
#::          through the same with planted bugs (1000000 unless told)
check_model() {
  ALONGSIDE_SEEDS=${1:-1000000} cargo test --release --locked \
    -p sync-protocol --lib worlds:: -- --nocapture --test-threads 1
}

#:: links [MINUTES]
#::          a hub and thirty devices as processes over bad lines, killed, cut off,
#::          set back and copied (10 minutes unless told); rates and losses need
#::          root, and what is not permitted is said
check_links() {
  cargo build "${selection[@]}"
  ALONGSIDE_LINKS_MINUTES=${1:-10} cargo test "${selection[@]/--all-targets/--test=links}" \
    weather:: -- --nocapture
}

#:: automerge [DOCUMENTS] [SEED]
#::          replays generated documents (2000 unless told) through the pinned
#::          automerge and the one kept beside it; any difference fails
check_automerge() {
  cargo run --release --locked \
    --manifest-path tests/automerge-versions/Cargo.toml -- "${1:-2000}" "${@:2}"
}

#:: fhir     writes the people of tests/people as FHIR documents to
#::          target/fixtures/fhir
check_fhir() {
  cargo run --features alongside/custom-protocol --locked --bin export-people -- \
    target/fixtures/fhir
}

#:: cuts     cuts a recorded sync after every byte, in both directions, where a run
#::          of ./do test cuts it in some hundred places
check_cuts() {
  ALONGSIDE_EVERY=1 run_proof a_sync_cut_anywhere
}

#:: disks    lets the disks of a computer and of the hub fail in every way at every
#::          write and sync; ./do test gives each place one way to fail
check_disks() {
  ALONGSIDE_EVERY=1 run_proof a_disk_that_fails_anywhere
}

#:: hostile [MESSAGES]
#::          throws messages that are sound outside and broken within at a hub,
#::          and one in ten of them as an answer at a computer (100000 unless told)
check_hostile() {
  ALONGSIDE_COUNT=${1:-100000} run_proof what_is_sound_outside
}

# run_proof NAME: a test of tests/parts, with the programs it runs built first.
run_proof() {
  cargo build "${selection[@]}"
  cargo test --workspace --features alongside/custom-protocol --locked --test parts \
    "$1" -- --nocapture
}
