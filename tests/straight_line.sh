#!/usr/bin/env bash
# The straight line, by commands alone: three computers, one region, two people
# who edit the same record with no network, one disagreement and who settles it.
#
#   tests/straight_line.sh PROGRAMS [EXAMPLES]
#
# PROGRAMS is the folder of the built programs, EXAMPLES a folder of FHIR
# resources; without it the story makes up its own patient. It needs a session
# with an unlocked keyring: `.ci/desk tests/straight_line.sh …` gives it one.
# Read it from here to the end: nothing happens anywhere else.
set -euo pipefail

programs=$(cd "${1:?the folder of the built programs}" && pwd)
examples=${2:-}
work=$(mktemp -d -t straight-line.XXXXXX)
hub_process=
trap '[[ -z $hub_process ]] || kill "$hub_process"; rm -rf "$work"' EXIT

# Everybody here has the same PIN, which keeps the page short.
export ALONGSIDE_PIN=246810

hub() { "$programs/alongside-hub" --data "$work/region" --json "$@"; }
home() { "$programs/alongsidectl" --store "$work/care-home" --json "$@"; }
nurse() { "$programs/alongsidectl" --store "$work/nurse" --json "$@"; }
hospice() { "$programs/alongsidectl" --store "$work/hospice" --json "$@"; }

# is WHAT EXPECTED FOUND: stops the story where it does not go as told.
is() {
  if [[ $2 != "$3" ]]; then
    printf 'not so: %s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3" >&2
    exit 1
  fi
  printf 'ok: %s\n' "$1"
}

# refused COMMAND…: the code with which a command is refused.
refused() {
  if "$@" >/dev/null 2>"$work/refusal"; then
    echo 'it was not refused'
  else
    jq -r '.error.code' "$work/refusal"
  fi
}

# The hub listens at the same place whenever it is there.
address=127.0.0.1:0
begin_to_serve() {
  : >"$work/serving"
  "$programs/alongside-hub" --data "$work/region" --json serve --listen "$address" \
    >"$work/serving" 2>>"$work/hub.log" &
  hub_process=$!
  for _ in $(seq 600); do
    url=$(jq -r '.listening // empty' "$work/serving")
    [[ -z $url ]] || break
    sleep 0.1
  done
  address=${url#https://}
}
stop_serving() {
  kill "$hub_process"
  wait "$hub_process"
  hub_process=
}

echo '── A region: three organisations, one site each, four people'

hub init --region Fenland >/dev/null
begin_to_serve

site() { # site ORGANISATION SITE
  local organisation
  organisation=$(hub org add --name "$1" | jq -r .organisation)
  hub site add --organisation "$organisation" --name "$2" | jq -r .site
}
home_site=$(site 'Riverside Care' 'Riverside House')
nurse_site=$(site 'Fenland Community Trust' 'District nursing, east')
hospice_site=$(site 'Fen Edge Hospice' 'Community team')

staff() { # staff SITE NAME ROLE: prints the code for her first sign-in
  hub staff add --site "$1" --name "$2" --role "$3" | jq -r .code
}
asha_code=$(staff "$home_site" 'Asha Rahman' care_assistant)
maria_code=$(staff "$home_site" 'Maria Okafor' senior_carer)
joe_code=$(staff "$nurse_site" 'Joe Marsh' district_nurse)
helen_code=$(staff "$hospice_site" 'Dr Helen Ward' hospice_doctor)

echo '── Three computers join with a one-time code each, and people choose a PIN'

device() { hub device invite --site "$1" | jq -r .code; }
home enrol --hub "$url" --code "$(device "$home_site")" --name 'Office PC' >/dev/null
nurse enrol --hub "$url" --code "$(device "$nurse_site")" --name 'Laptop 7' >/dev/null
hospice enrol --hub "$url" --code "$(device "$hospice_site")" --name 'Ward PC' >/dev/null

home sign-in --staff 'Asha Rahman' --code "$asha_code" >/dev/null
home sign-in --staff 'Maria Okafor' --code "$maria_code" >/dev/null
nurse sign-in --staff 'Joe Marsh' --code "$joe_code" >/dev/null
hospice sign-in --staff 'Dr Helen Ward' --code "$helen_code" >/dev/null

is 'a one-time code opens once' invite.used \
  "$(refused home sign-in --staff 'Asha Rahman' --code "$asha_code")"

echo '── Maria imports what another system knew'

if [[ -z $examples ]]; then
  examples=$work/examples
  mkdir "$examples"
  cat >"$examples/patient.json" <<'JSON'
{
  "resourceType": "Patient",
  "id": "story",
  "identifier": [
    { "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018" }
  ],
  "name": [{ "use": "official", "family": "Fenwick", "given": ["Margaret"] }],
  "gender": "female",
  "birthDate": "1938-03-04",
  "telecom": [{ "system": "phone", "value": "01632 960101", "use": "home" }]
}
JSON
fi
home import "$examples" >"$work/imported"
jq -r '"taken \(.taken | length), kept aside \(.kept_aside | length), refused \(.refused | length)"' \
  "$work/imported"
person=$(jq -r '.records[0]' "$work/imported")
is 'an imported value says that nobody has confirmed it' true \
  "$(home show "$person" | jq '[.. | .basis? // empty] | any(test("not confirmed"))')"

echo '── The region shares the record with the nurses and the hospice'

home sync >/dev/null
hub record share --record "$person" --site "$nurse_site" >/dev/null
hub record share --record "$person" --site "$hospice_site" >/dev/null
nurse sync >/dev/null
hospice sync >/dev/null
is 'the nurse has the record' "$person" "$(nurse people | jq -r '.rows[0].record')"
is 'and so has the hospice' "$person" "$(hospice people | jq -r '.rows[0].record')"

echo '── No signal anywhere'

stop_serving
is 'the home knows that nobody answers' region.no_answer "$(refused home sync)"

# Two edits of different fields.
home set "$person" person.phone '01632 960222' >/dev/null
nurse set "$person" gp.phone '01632 960333' >/dev/null
# Two edits of the same plain field.
home set "$person" home.room 'Room 12' >/dev/null
nurse set "$person" home.room 'Room 14, by the garden' >/dev/null
# Two decisions.
nurse decide "$person" cpr_decision --value not_for_cpr \
  --part decided_on=2026-02-01 --part reason=unlikely_to_succeed >/dev/null
hospice decide "$person" cpr_decision --value for_cpr \
  --part decided_on=2026-02-02 --basis said_by_person >/dev/null

is 'what the nurse wrote waits on her laptop' 3 "$(nurse status | jq .unshared)"
is 'nobody knows of a disagreement yet' 0 "$(nurse conflicts "$person" | jq '.open | length')"

echo '── Signal returns'

begin_to_serve
# Twice: who came first has not seen yet what came last.
for _ in 1 2; do
  home sync >/dev/null
  nurse sync >/dev/null
  hospice sync >/dev/null
done

# value COMPUTER LINE: what a line says there, all values, in their order.
value() {
  "$1" show "$person" | jq -c --arg line "$2" \
    '[.sections[].lines[] | select(.name == $line) | .items[].values[].text]'
}
for computer in home nurse hospice; do
  is "$computer has both telephone numbers" '["01632 960222"] ["01632 960333"]' \
    "$(value $computer person.phone) $(value $computer gp.phone)"
  is "$computer shows both rooms" 2 "$(value $computer home.room | jq length)"
done

echo '── The disagreement is shown, with both authors, wherever the record is'

# disputes COMPUTER: line and authors of every alarming disagreement.
disputes() {
  "$1" conflicts "$person" | jq -c '[.open[] | select(.alarm == "stop")
    | [.line, ([.values[].sources[].name] | sort)]]'
}
for computer in home nurse hospice; do
  is "$computer lists the CPR decision in dispute" \
    '[["cpr_decision",["Dr Helen Ward","Joe Marsh"]]]' "$(disputes $computer)"
done

echo '── Who may not settle it is refused; who may settles it for all'

home sign-in --staff 'Asha Rahman' >/dev/null
is 'a care assistant is refused' edit.not_allowed \
  "$(refused home resolve "$person" cpr_decision --value for_cpr)"
is 'and nothing has changed' '[["cpr_decision",["Dr Helen Ward","Joe Marsh"]]]' "$(disputes home)"

hospice resolve "$person" cpr_decision --value not_for_cpr \
  --part decided_on=2026-02-03 --part reason=person_wishes \
  --part maker_name='Dr Helen Ward' >/dev/null
hospice sync >/dev/null
nurse sync >/dev/null
home sync >/dev/null
for computer in home nurse hospice; do
  is "$computer has no CPR decision in dispute" '[]' "$(disputes $computer)"
  is "$computer has one CPR decision" 1 "$(value $computer cpr_decision | jq length)"
  is "nothing waits at $computer" 0 "$($computer status | jq .unshared)"
done

echo '── All three say the same'

for computer in home nurse hospice; do
  "$computer" export "$person" >"$work/$computer.json"
done
is 'the home and the nurse export the same bytes' same \
  "$(cmp -s "$work/home.json" "$work/nurse.json" && echo same)"
is 'the home and the hospice export the same bytes' same \
  "$(cmp -s "$work/home.json" "$work/hospice.json" && echo same)"
is 'the region finds nothing wrong with itself' 0 \
  "$(hub doctor >/dev/null; echo $?)"
stop_serving
echo 'The straight line holds.'
