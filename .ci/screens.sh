# `./do screens`: the pictures of docs/screens, from the real window. Sourced by
# ./do.

#: screens  walks through every screen of the real window on a virtual display, in
#:          each size, and keeps the pictures in docs/screens
verb_screens() {
  step 'setup' setup_all
  step 'packing' ensure_pngquant
  build_window
  step 'pictures' take_pictures
  step 'forced colours' take_forced_colours
  step 'keeping' keep_pictures
  print_table
}

# Pictures of screens have few colours: packed, they are half as large.
ensure_pngquant() {
  is_installed pngquant || install_packages pngquant
}

take_pictures() {
  rm -rf target/screens
  .ci/desk "$CARGO_TARGET_DIR/debug/pictures" "$PWD/target/screens"
}

# WebKitGTK knows no forced colours; Chromium does.
take_forced_colours() {
  mkdir -p target/screens/forced-colours
  ALONGSIDE_PICTURES=$PWD/target/screens/forced-colours \
    npm --prefix ui run test:browser -- -t 'forced colours'
}

keep_pictures() {
  find docs/screens -name '*.png' -delete
  local place kept
  while read -r place; do
    # "at a glance, died.png" as a file has neither spaces nor commas.
    kept=$(sed 's/[, ]\+/-/g' <<<"docs/screens/${place#target/screens/}")
    mkdir -p "$(dirname "$kept")"
    pngquant --quality 60-95 --force --output "$kept" "$place"
  done < <(find target/screens -name '*.png' | sort)
}
