# `./do demo`. Sourced by ./do.

#: demo     three computers, a hub and forty invented people: in windows to try
#:          where there is a display; where there is none the story is played in
#:          real windows on a virtual one, and pictures of each step and a
#:          report are left in target/demo
verb_demo() {
  step 'setup' setup_all
  build_window
  if has_display; then
    step 'windows' "$CARGO_TARGET_DIR/debug/demo" windows
  else
    step 'story' .ci/desk "$CARGO_TARGET_DIR/debug/demo" story "$PWD/target/demo"
  fi
  print_table
}

build_window() {
  step 'UI packages' npm_ci
  step 'UI' npm --prefix ui run build
  step 'build' cargo build "${selection[@]}"
}

has_display() {
  [[ -n ${DISPLAY:-} || -n ${WAYLAND_DISPLAY:-} ]]
}
