# `./do bench`: bytes, round trips and times beside a peer's. Sourced by ./do.

# The programs that are measured are built as they are shipped. Saves need a
# keyring, so the whole runs at a desk of its own.
#: bench    bytes, round trips and times beside a peer; into target/bench
verb_bench() {
  step 'setup' setup_all
  step 'build' cargo build --release --locked --package alongside-tests \
    --package hub --package reading-room --bins
  step 'bench' .ci/desk "$CARGO_TARGET_DIR/release/bench" target/bench
  print_machine
  print_table
}

print_machine() {
  printf '\nMeasured on %s: %s cores, %s, Linux %s\n' "$(date -I)" "$(nproc)" \
    "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)" "$(uname -r)"
}
