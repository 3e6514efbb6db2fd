//! What nurses and doctors write.

pub(in crate::people) const VISIT: &[&[&str]] =
    &[SEEN, PAIN, GUT, BREATH, SKIN, MEDICINES, FAMILY, KIT];
pub(in crate::people) const REVIEW: &[&[&str]] =
    &[SEEN, COURSE, PAIN, BREATH, MEDICINES, FAMILY, TALK];

const SEEN: &[&str] = &[
    "Seen {at home|in {her} room|in bed|with {kin}} at {the request of the home|a planned visit|short notice}.",
    "Visit with {kin} present, {name} {awake and orientated|drowsy, rousable|too tired to talk long}.",
    "Rang before going in; {name} {glad to see somebody|apologised for the fuss|asked for five minutes}.",
    "Joint visit with {the GP|social care|the therapist|a student, with leave}.",
    "Reviewed at the bedside, {comfortable|looks weaker|cachectic|peaceful}.",
];
const PAIN: &[&str] = &[
    "Pain {0-3}/10 at rest, {2-7}/10 on movement, {acceptable|would like it better}.",
    "No pain today, {0-4} extra doses since last visit.",
    "{Dull ache|Burning|Sharp catch} in the {lower back|hip|right side|legs}, {worse in the evening|eased by heat|wakes at night}.",
    "Pain under control with the present doses, no twitching, pupils normal.",
    "Grimaces on turning; dose before care {agreed|works well}.",
    "Prefers to be awake for {kin} and bear a little; noted as a wish.",
];
const GUT: &[&str] = &[
    "Bowels {open today|last open {2-5} days ago|loose, laxative held}, {PR: soft stool|abdomen soft}.",
    "Nausea {settled|in the mornings|on movement}, {0-3} vomits in 24 hours.",
    "Eating for pleasure only; {kin} helped to see that as kindness, not neglect.",
    "Mouth {clean|coated, oral care plan renewed|thrush, treated by the prescriber}.",
    "Hiccups {gone|troublesome after meals}.",
];
const BREATH: &[&str] = &[
    "Breathing {comfortable|laboured on talking|shallow and even}, {14-28} a minute.",
    "Secretions {none|loose, repositioned|settled after the dose at {6-20}:{10-50}}.",
    "Breathless mostly at {night|washing time}; fan, window, pacing.",
    "Chest {clear|crackles right base|reduced at the left base}.",
];
const SKIN: &[&str] = &[
    "Pressure areas {intact|heels red|category 2 on the sacrum, {1-3} cm}, mattress {checked|upgraded|on order}.",
    "Wound {clean, {2-5} by {1-4} cm|sloughy, honey dressing|smaller}, next change {Tuesday|Friday}.",
    "Leg bandages {renewed|not tolerated, tubular instead}.",
    "Line site for the pump {fine|moved to the upper arm, red at the old place}.",
];
const MEDICINES: &[&str] = &[
    "Chart checked, {no missed doses|two evening doses missed|one code unclear, clarified with the home}.",
    "Tablets {becoming hard to swallow, liquids asked for|taken with yoghurt|thinned out with the GP}.",
    "Just-in-case box {counted, right|seal unbroken|used once, restocked}.",
    "Prescriber rung at {9-18}:{10-55}, {dose changed as recorded under Medicines|no change|will visit}.",
    "Patch {changed, old one folded and disposed of|due on Sunday|found loose, replaced}.",
    "{kin} shown {how to give the liquid|where the number is|what the box is for}.",
];
const FAMILY: &[&str] = &[
    "{kin} {coping, sister helps at weekends|exhausted, night sitter asked for|wants more told, {name} agrees|angry at the wait for the bed}.",
    "Talked in the kitchen with {kin} about {what dying may look like|who to ring at night|taking breaks}.",
    "{kin} knows the CPR decision and where the form is.",
    "{kin} off work until {Friday|the end of the month}, letter given.",
    "Grandchildren's questions talked about; booklet and memory box left.",
];
const KIT: &[&str] = &[
    "Hospital bed {delivered|promised for Thursday|in the front room}, rails {not needed|agreed}.",
    "Commode {in use|asked for}, hoist {assessed|working}.",
    "Key safe works, code with the night team.",
    "Out-of-hours number {by the phone|on the fridge|in the folder}.",
    "Next visit {tomorrow|in two days|weekly}, sooner if rung.",
];
const COURSE: &[&str] = &[
    "Clear change in the past {two weeks|month|few days}: {more sleep|less food|bed more than chair}.",
    "Stable, {same as last month|small good things: appetite back}.",
    "Deteriorating, likely {weeks|short weeks|days}; family aware.",
    "Reversible causes looked for: {none|constipation treated|infection treated by mouth}.",
    "Brighter after the change of medicines, {up for Sunday lunch|read a chapter}.",
];
const TALK: &[&str] = &[
    "{she} spoke plainly: {enough of hospitals|home is best|no tubes|as long as the mind is clear}.",
    "Plan gone through again, {nothing to change|place of care changed|{kin} given a copy}.",
    "{name} does not want to talk about time; door left open.",
    "Worries most about {kin} being alone afterwards; bereavement team named.",
    "Faith matters: {priest has been|wants the rosary near|imam's number in contacts|no clergy, please}.",
    "Wrote down what comfort means: {no pain, the dog on the bed|quiet, no fuss|music and a drop of whisky}.",
];

pub(in crate::people) const SYMPTOMS: &[&str] = &[
    "Pain {1-6}/10, nausea {0-4}/10, breathlessness {0-6}/10.",
    "Tired, dry mouth, {no pain|ache in the back}.",
    "Breathless on moving, cough at night, {sleep poor|sleep fair}.",
    "Agitated for an hour, otherwise calm.",
    "None that trouble {obj}.",
];
pub(in crate::people) const ACTIONS: &[&str] = &[
    "{Dressing changed|Catheter flushed|Bloods not taken, no longer helpful}; mouth care shown to {kin}.",
    "Medicines gone through, box counted, folder brought up to date.",
    "Rang {the GP|the hospice|the pharmacy} from the house, answer written under Medicines.",
    "Positioned, pump checked, {kin} listened to.",
    "Enema given with good result.",
];
pub(in crate::people) const UNDONE: &[&str] = &[
    "Wound not measured, {name} too tired.",
    "Talk about the place of care: {kin} had to leave.",
    "Pads still to be ordered.",
    "Weight: scales flat.",
    "Carer's assessment, forms left on the table.",
];
/// Situation, background, assessment, recommendation, decision.
pub(in crate::people) const SBARD: &[(&str, &str, &str, &str, &str)] = &[
    (
        "{name} {short of breath since {2-6} this morning|breathing fast since supper}, frightened.",
        "Known illness, plan in the record, not for hospital if it can be helped.",
        "Breaths {24-34}, saturation {82-91}%, pulse {92-120}, alert.",
        "Nurse to visit within the hour, medicine from the box.",
        "Nurse came, gave as written up, easier in {20-40} minutes.",
    ),
    (
        "Pain {7-9}/10 after turning, not eased by the liquid.",
        "Two extra doses since {6-9}:00.",
        "Grimacing, pulse {88-112}, no new injury seen.",
        "Advice on a further dose or visit.",
        "Advice line: nurse gave under the skin; plan reviewed by day.",
    ),
    (
        "Fell at {1-5}:{10-50}, hit the head, talking.",
        "Takes a blood thinner; wishes not to go to hospital.",
        "Small bump, no drowsiness, pupils equal, arms and legs as usual.",
        "What to watch for, and who decides.",
        "Watch two-hourly, ring again if drowsy; {kin} told and agrees.",
    ),
    (
        "Vomiting {3-6} times since {midday|midnight}, cannot keep tablets.",
        "Steroid and morphine by mouth.",
        "Dry, tummy soft, bowels open yesterday.",
        "Other way for the medicines today.",
        "Pump to be started this afternoon by the district nurse.",
    ),
];
pub(in crate::people) const CLINICAL_REMARK: &[&str] = &[
    "With {kin} present.",
    "Less than last month, as expected.",
    "After a bad night.",
    "On a good day; was lower on Monday.",
    "Before the morning dose.",
    "In bed, half sitting.",
];

/// The same of somebody who is dying.
pub(in crate::people) const SBARD_DYING: (&str, &str, &str, &str, &str) = (
    "Very sleepy, not swallowing, hands cool.",
    "Expected; plan is to stay here.",
    "Breaths {8-14} with pauses, comfortable.",
    "Nurse to confirm that {she} is dying and tell the family.",
    "Visited; family told, stays here, night nurse looks in.",
);
