# `./do bench`: bytes, round trips and times beside a peer's. Sourced by ./do.

#: bench    measures bytes, round trips and saves beside other ways to do it;
#:          leaves target/bench/results.json
verb_bench() {
  step 'setup' setup_all
  # As the programs are shipped: a debug build would time itself.
  step 'build' cargo build --release --locked \
    --package alongside-tests --bin bench \
    --package hub --bin alongside-hub \
    --package reading-room --bin alongside-reading-room
  # Saves go through a real keyring, so the whole runs at a desk of its own.
  step 'bench' .ci/desk "$CARGO_TARGET_DIR/release/bench" target/bench
  print_machine
  print_table
}

print_machine() {
  printf '\nMeasured on %s: %s cores, %s, Linux %s\n' "$(date -I)" "$(nproc)" \
    "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)" "$(uname -r)"
}
