# `./do dictionary`: the dictionary that frames are compressed with. Sourced by ./do.

#: dictionary [--compare]
#:          trains the dictionary of frames on invented people and leaves it in
#:          target/dictionary; or says what other sizes and trainings would do
#
# The same bytes come out each time, and a shipped dictionary never changes: what
# a machine packed with it opens with no other. A better one takes the next
# number in sync-protocol/src/frame/dictionary.rs.
verb_dictionary() {
  local place=${1:-target/dictionary/trained.zdict}
  mkdir -p target/dictionary
  step 'train' cargo run --locked --package alongside-tests --bin train-dictionary -- "$place"
  [[ $place == --compare ]] || sha256sum "$place" sync-protocol/dictionary/*.zdict
}
