# Planted faults: each patch in tests/planted puts one fault into the
# program. The test it names must fail with it; a fault that no test notices
# fails the check. Sourced by ./do.

#:: planted [NAME…]
#::          puts known faults into a copy, all or those whose name begins so;
#::          a fault that no test notices fails
check_planted() {
  local field patch fault catcher survived=0 tried=0
  field=$(mktemp -d -t alongside-planted.XXXXXX)
  git worktree add --quiet --detach "$field" HEAD
  # A folder of its own: a planted fault must never be found in a build that is used.
  local target=$CARGO_TARGET_DIR/planted
  for patch in tests/planted/*.patch; do
    [[ $# -eq 0 ]] || begins_with_any "$(basename "$patch")" "$@" || continue
    fault=$(sed -n 's/^Fault: //p' "$patch")
    catcher=$(sed -n 's/^Caught by: //p' "$patch")
    tried=$((tried + 1))
    printf '\n%s: %s\n' "$(basename "$patch" .patch)" "$fault"
    [[ $catcher != npm\ * || -e $field/ui/node_modules ]] || lend_packages "$field"
    git -C "$field" apply "$PWD/$patch"
    if (cd "$field" && CARGO_TARGET_DIR=$target NO_COLOR=1 timeout 1800 bash -c "$catcher") >"$field.log" 2>&1; then
      printf '  SURVIVED: %s\n' "$catcher"
      survived=$((survived + 1))
    elif grep -q '^test result: FAILED\|panicked at\|^story: \|^ *Tests  .*failed' "$field.log"; then
      printf '  caught by: %s\n' "$catcher"
    else
      # A fault that does not build proves nothing about the tests.
      printf '  DID NOT RUN: %s\n' "$catcher"
      tail -n 20 "$field.log"
      survived=$((survived + 1))
    fi
    git -C "$field" checkout --quiet -- .
  done
  git worktree remove --force "$field"
  rm -f "$field.log"
  remark "$tried planted, $survived not caught"
  [[ $tried -gt 0 && $survived -eq 0 ]]
}

# lend_packages WORKTREE: what the tests of the window need is installed once, and copied: they refuse what lies outside.
lend_packages() {
  ensure_node
  npm_ci
  cp -a --reflink=auto ui/node_modules "$1/ui/node_modules"
}

begins_with_any() {
  local name=$1 start
  shift
  for start; do
    [[ $name == "$start"* ]] && return
  done
  return 1
}
