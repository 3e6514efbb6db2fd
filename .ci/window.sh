# `./do run`: the window of this computer. Sourced by ./do.

#: run      builds and opens the window; ALONGSIDE_STORE names another folder
verb_run() {
  if [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
    echo 'There is no display here to open a window on.' >&2
    return 1
  fi
  step 'setup' setup_all
  step 'UI packages' npm_ci
  step 'UI build' npm --prefix ui run build
  step 'build' cargo build --workspace --bins \
    --features alongside/custom-protocol --locked
  "$CARGO_TARGET_DIR/debug/alongside"
}
