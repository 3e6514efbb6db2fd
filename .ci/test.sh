# The steps of `./do test`. Sourced by ./do.

# One selection for clippy, build and tests: cargo unifies features over what
# it is asked to build, so another selection would build every dependency
# again.
selection=(--workspace --all-targets --features alongside/custom-protocol --locked)
tests_passed=0
tests_skipped=0

#: test     sets up what is missing, then checks and tests everything
verb_test() {
  step 'setup' setup_all
  step 'lock file' cargo fetch --locked --quiet
  step 'rustfmt' check_format
  test_ui
  step 'clippy' check_lints
  step 'docs' build_docs
  step 'cargo-deny' judge_dependencies
  step 'build' cargo build "${selection[@]}"
  step 'tests' run_tests
  step 'examples in docs' run_doc_tests
  print_table
  printf '\n%d passed, 0 failed, %d skipped\n' "$tests_passed" "$tests_skipped"
}

test_ui() {
  if [[ ! -f ui/package.json ]]; then
    printf '\n── UI: not there yet\n'
    return
  fi
  step 'UI packages' npm_ci
  step 'UI check' npm --prefix ui run check
  step 'UI tests' run_ui_tests test
  step 'UI in a browser' run_ui_tests test:browser
}

# npm ci empties node_modules first; only worth it when the lock file changed.
npm_ci() {
  local seen=ui/node_modules/.alongside-lock
  if [[ -f $seen ]] && cmp -s ui/package-lock.json "$seen"; then
    echo "npm packages are those of the lock file."
    return
  fi
  npm --prefix ui ci --no-audit --no-fund
  cp ui/package-lock.json "$seen"
}

# run_ui_tests SCRIPT: one of the scripts of ui/package.json that run tests. One
# worker: on a busy machine a second one may not start within its time.
run_ui_tests() {
  local log passed
  log=$(mktemp)
  NO_COLOR=1 npm --prefix ui run "$1" -- --maxWorkers=1 | tee "$log"
  passed=$(sed -n 's/^ *Tests .* \([0-9]\+\) passed.*/\1/p; s/^ *Tests  *\([0-9]\+\) passed.*/\1/p' "$log" | tail -n 1)
  rm "$log"
  [[ -n $passed ]] || { echo 'The UI tests did not say how many passed.' >&2; return 1; }
  tests_passed=$((tests_passed + passed))
  remark "$passed passed"
}

#:: format   whether rustfmt would change anything
check_format() {
  cargo fmt --all --check
  cargo fmt --manifest-path tests/automerge-versions/Cargo.toml --check
}

build_docs() {
  RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps \
    --document-private-items --features alongside/custom-protocol --locked
}

# Licences, walls and sources need no network. Advisories need the advisory
# database: where it cannot be fetched they cannot be checked, which is said;
# where it can be fetched, what it says counts.
judge_dependencies() {
  local reason
  cargo-deny --locked check --hide-inclusion-graph licenses bans sources
  reason=$(mktemp)
  if timeout 120 cargo-deny --locked fetch db >"$reason" 2>&1; then
    cargo-deny --locked check --disable-fetch advisories
    remark 'advisories checked'
  else
    echo "SKIPPED advisories: the advisory database cannot be fetched from here:"
    sed -n '/./{s/^/  /p}' "$reason" | tail -n 3
    remark 'advisories SKIPPED (database not reachable)'
  fi
  rm -f "$reason"
}

run_tests() {
  local log passed skipped
  log=$(mktemp)
  if command -v cargo-nextest >/dev/null; then
    .ci/desk cargo nextest run "${selection[@]}" --no-fail-fast 2>&1 | tee "$log"
    passed=$(sed -n 's/^ *Summary .* \([0-9]\+\) passed.*/\1/p' "$log")
    skipped=$(sed -n 's/^ *Summary .* \([0-9]\+\) skipped.*/\1/p' "$log")
  else
    .ci/desk cargo test "${selection[@]}" --no-fail-fast 2>&1 | tee "$log"
    passed=$(sum_of 's/^test result: ok\. \([0-9]\+\) passed.*/\1/p' "$log")
    skipped=$(sum_of 's/^test result: ok\..* \([0-9]\+\) ignored.*/\1/p' "$log")
  fi
  rm "$log"
  [[ ${passed:-0} -gt 0 ]] || { echo 'No test was run.' >&2; return 1; }
  tests_passed=$((tests_passed + passed))
  tests_skipped=$((tests_skipped + ${skipped:-0}))
  remark "$passed passed, ${skipped:-0} skipped"
}

run_doc_tests() {
  local log passed
  log=$(mktemp)
  cargo test --doc --workspace --features alongside/custom-protocol --locked 2>&1 | tee "$log"
  passed=$(sum_of 's/^test result: ok\. \([0-9]\+\) passed.*/\1/p' "$log")
  rm "$log"
  tests_passed=$((tests_passed + passed))
  remark "$passed passed"
}

# sum_of SED_PROGRAM FILE: adds up the numbers the program prints.
sum_of() {
  sed -n "$1" "$2" | awk '{ sum += $1 } END { print sum + 0 }'
}
