# `./do bench`: bytes, round trips and times beside a peer's. Sourced by ./do.

#: bench    measures bytes, round trips and saves beside other ways to do it;
#:          leaves target/bench/results.json
verb_bench() {
  step 'setup' setup_all
  step 'UI packages' npm_ci
  step 'UI' npm --prefix ui run build
  # As the programs are shipped: a debug build would time itself.
  step 'build' cargo build --release --locked --features alongside/custom-protocol \
    --package alongside-tests --bin bench \
    --package alongside --bin alongside \
    --package workstation --bin alongsidectl \
    --package hub --bin alongside-hub \
    --package reading-room --bin alongside-reading-room
  # Saves go through a real keyring, so the whole runs at a desk of its own.
  step 'bench' measure
  print_machine
  write_page >docs/benchmarks.md
  print_table
}

measure() {
  mkdir -p target/bench
  .ci/desk "$CARGO_TARGET_DIR/release/bench" target/bench | tee target/bench/table.txt
}

# What was measured where and when, for those who read without measuring.
write_page() {
  cat <<'PAGE'
# Benchmarks

Written by `./do bench`, never by hand. *Ours* beside a peer measured in the same
run on the same data; a ratio below one means that ours is less. Bytes and round
trips are exact and the same on every machine
([tests/exact](../tests/exact/bytes.txt) holds them); times are of the machine
named here.
PAGE
  print_machine
  printf '\n```text\n'
  sed '/^Written to/d; /^$/d' target/bench/table.txt
  printf '```\n'
}

print_machine() {
  printf '\nMeasured on %s: %s cores, %s, Linux %s\n' "$(date -I)" "$(nproc)" \
    "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)" "$(uname -r)"
}
