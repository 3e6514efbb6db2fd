# Named, timed steps and the table at the end. Sourced by ./do.

# Rows of the table, "seconds<TAB>name<TAB>remark", in the order they ran.
steps_done=()
step_name=
step_began=0
step_remark=

# step NAME COMMAND…: runs COMMAND, which must succeed, and keeps the time.
# COMMAND is run plainly, never in a condition: bash switches `set -e` off
# inside conditions, and a step would then run on past its first fault.
step() {
  step_name=$1
  shift
  step_began=$SECONDS
  step_remark=
  printf '\n── %s\n' "$step_name"
  "$@"
  printf '── %s: %d s\n' "$step_name" "$((SECONDS - step_began))"
  steps_done+=("$((SECONDS - step_began))"$'\t'"$step_name"$'\t'"$step_remark")
  step_name=
}

# remark TEXT: a few words for the table's last column.
remark() {
  step_remark=${step_remark:+$step_remark, }$1
}

print_table() {
  local row seconds name note
  printf '\n%8s  %-28s %s\n' seconds step remarks
  for row in "${steps_done[@]}"; do
    IFS=$'\t' read -r seconds name note <<<"$row"
    printf '%8d  %-28s %s\n' "$seconds" "$name" "$note"
  done
  printf '%8d  %s\n' "$SECONDS" 'all together'
}

# Called by the trap in ./do: names the step that failed, however it ended.
report_failed_step() {
  local status=$1
  if [[ $status -ne 0 && -n $step_name ]]; then
    steps_done+=("$((SECONDS - step_began))"$'\t'"$step_name"$'\tFAILED')
    print_table >&2
    printf '\nFAILED in step "%s" (exit status %d)\n' "$step_name" "$status" >&2
  fi
}
