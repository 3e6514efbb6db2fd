# `./do fuzz`: throws bytes at every decoder. Sourced by ./do.

cargo_fuzz_version=0.13.2

#: fuzz [SECONDS] [TARGET]
#:          throws bytes at every decoder, or one, 60 seconds each unless told
#
# libFuzzer's checks need switches that only a nightly compiler offers by
# itself; the pinned one takes them as well when it is told to.
verb_fuzz() {
  local seconds=${1:-60} only=${2:-} folder target ran=0
  step 'setup' setup_for_fuzzing
  export RUSTC_BOOTSTRAP=1
  for folder in */fuzz; do
    for target in $(cargo-fuzz list --fuzz-dir "$folder"); do
      [[ -z $only || $only == "$target" ]] || continue
      step "fuzz ${folder%/fuzz} $target" fuzz_target "$folder" "$target" "$seconds"
      ran=$((ran + 1))
    done
  done
  [[ $ran -gt 0 ]] || { echo "No fuzz target \"$only\"." >&2; return 2; }
  print_table
}

setup_for_fuzzing() {
  setup_all
  ensure_cargo_tool cargo-fuzz "$cargo_fuzz_version"
}

# A crash fails the step and leaves the bytes in the folder's artifacts/.
fuzz_target() {
  local log
  log=$(mktemp)
  cargo-fuzz run "$2" --fuzz-dir "$1" --target-dir "$CARGO_TARGET_DIR/fuzz" -- \
    -max_total_time="$3" -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 2>&1 |
    tee "$log" | grep --line-buffered -vE '^#[0-9]+[[:space:]]+(REDUCE|NEW|pulse)'
  remark "$(sed -n 's/^stat::number_of_executed_units: \([0-9]*\)/\1 inputs/p' "$log")"
  rm "$log"
}
