# `./do screens`: the pictures of docs/screens, from the real window. Sourced by
# ./do.

#: screens  plays the story of the demo on a virtual display and keeps six of its
#:          pictures in docs/screens
verb_screens() {
  step 'setup' setup_all
  build_window
  step 'story' .ci/desk "$CARGO_TARGET_DIR/debug/demo" story "$PWD/target/demo"
  step 'pictures' keep_pictures
  print_table
}

# A picture is known by its name; its number moves as the story grows.
keep_pictures() {
  local pair kept
  for pair in sign-in:first-tiles people:people record:saved-here no-signal:laptop-not-for-cpr \
    at-a-glance:home-two-decisions two-versions:home-two-versions; do
    kept=$(compgen -G "target/demo/[0-9][0-9]-${pair#*:}.png") || {
      echo "The story has no picture \"${pair#*:}\"." >&2
      return 1
    }
    cp "$kept" "docs/screens/${pair%%:*}.png"
  done
}
