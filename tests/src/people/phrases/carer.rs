//! What those write who wash, dress, feed and sit with people.

/// Each list is about one thing; a note takes at most one sentence of each.
pub(in crate::people) const DAY: &[&[&str]] = &[
    GREETING, FOOD, DRINK, WASH, SKIN, MOVING, TOILET, MOOD, VISITORS, DOING, CALLED,
];
pub(in crate::people) const NIGHT: &[&[&str]] = &[SLEEP, TURNS, NIGHT_WORRY, DRINK, SKIN];

const GREETING: &[&str] = &[
    "{name} {bright|chatty|quiet|sleepy but smiling|a bit low|cross with the weather} on arrival.",
    "Found {name} {in the chair by the window|still in bed|at the kitchen table|on the edge of the bed, wanting to get up}.",
    "Good morning for {name}, {up and dressed by nine|laughing with the cook|wanted {her} blue cardigan}.",
    "{name} not {{self}|quite right|as talkative as usual} today, {will mention it at hand-over|told the senior}.",
    "{name} said {it was a bad night|it is good to see a face|to come back in ten minutes}, so we took it slowly.",
    "In good spirits, {told me about the allotment|asked after my little one|beat me at dominoes}.",
];
const FOOD: &[&str] = &[
    "Ate {half a bowl of porridge|two wheat biscuits with warm milk|a slice of toast and marmalade|most of a boiled egg} for breakfast.",
    "Lunch: {a few spoons of shepherd's pie|all the soup|fish, left the potatoes|only the rice pudding}.",
    "Not hungry, {had a fortified milkshake instead|took two mouthfuls to please me|said later, and later it was no}.",
    "Enjoyed {tinned peaches|a custard cream in tea|ice cream before lunch|the birthday cake}, asked for more.",
    "Needed help with the spoon after {5-15} minutes, tired.",
    "Supper {eaten in front of the quiz|shared with {kin}|barely touched}.",
    "Cooked {scrambled egg|cheese on toast|mash and gravy} as {she} fancied, plate {cleared|half left}.",
];
const DRINK: &[&str] = &[
    "Drank {2-7} cups of tea and {1-3} of squash by the chart.",
    "About {350-1200} ml in all, {prompted each time|asks unprompted|with the two-handled beaker}.",
    "Sips only, mouth care given {hourly|after each turn|with the pink gel}.",
    "Likes {her} tea {strong with two sugars|milky and not too hot|in the china cup}, so that is what was made.",
    "Offered drinks every hour, took {a few sips|about half|all but one}.",
    "Thickened as on the sheet, no coughing.",
];
const WASH: &[&str] = &[
    "Washed and changed {in bed|at the sink|with {kin} helping}, {hair brushed|shave done|nails done}.",
    "Bath as {she} wished, {bubbles and the radio on|very relaxed|two of us}.",
    "Did not want a wash this morning; face, hands and teeth only, will offer again {this evening|tomorrow}.",
    "Fresh nightclothes and bed, {the flowery set from home|cool cotton}.",
    "Hairdresser came; {name} looked in the mirror twice.",
    "Teeth in and rinsed, lips dry, balm put on.",
    "Cream on legs and arms as on the chart.",
];
const SKIN: &[&str] = &[
    "Skin intact, {heels up on the pillow|cushion checked|no redness}.",
    "Red patch on the {left|right} {hip|heel|buttock}, fades when pressed, {senior told|turned off it}.",
    "Bottom a little sore, barrier cream {used|used sparingly}, pad changed.",
    "Small bruise on the {forearm|shin|hand}, put on the body map.",
    "Dressing on the {shin|elbow|sacrum} {dry and in place|lifting at one corner|changed by the nurse today}.",
    "Mattress {beeped, plug was loose|working, green light|set to {3-6}}.",
];
const MOVING: &[&str] = &[
    "Walked to the {dining room|bathroom|front door and back} with the frame and me.",
    "Transferred with {one|two}, {steady|leaning to the left|legs very tired today}.",
    "Hoisted for {lunch|an hour|the visit of the vicar}, {no complaint|glad to be back in bed}.",
    "Stayed in bed by choice, propped up {to see the bird feeder|with four pillows}.",
    "Wobbly when standing up, sat a minute first.",
    "Wheeled into the garden for {10-40} minutes, blanket and hat.",
    "Sling too small, {asked for the next size|will ring the therapist}.",
];
const TOILET: &[&str] = &[
    "Bowels {open, soft|not open, day {2-4}|open twice, loose}.",
    "Pad {wet and changed|dry through the night|changed three times}.",
    "Catheter {draining, clear|bag emptied, {200-900} ml|cloudy, told the nurse}.",
    "To the commode {once|twice}, needs more time than before.",
    "Urine dark and strong, more drinks offered.",
    "Asked for the toilet in good time, no accidents.",
];
const MOOD: &[&str] = &[
    "Tearful after {the phone call|lunch|the music stopped}, sat and held hands.",
    "Worried about {the cat|the bills|being a nuisance|who will water the plants}; reassured.",
    "Said out loud that {she} knows time is short, and then asked what was for tea.",
    "Calm all day, {hummed along|eyes closed to the cello|smiled at the children outside}.",
    "Restless from {15|16|17}:00, settled with {a hand massage|the lamp on|a walk along the corridor}.",
    "Laughed about {the pigeon on the sill|my accent|old wedding photographs}.",
    "Frightened of the dark, door left ajar.",
];
const VISITORS: &[&str] = &[
    "{kin} came {for an hour|after work|with the dog|with strawberries}, {name} {brightened|slept through it but knew|cried a little}.",
    "{kin} rang, will come {on Saturday|tomorrow|when the trains run}.",
    "No visitors today; rang {kin} so that {she} could hear the voice.",
    "Vicar brought communion, {name} said the words.",
    "{kin} asked whether {she} is in pain; told what we see and who to ask.",
    "Old friend from {the choir|the bowls club|the factory} sat for an hour, hardly a word, both content.",
    "{kin} looks worn out; made tea, listened, passed it on to the nurse.",
];
const DOING: &[&str] = &[
    "Listened to {the cricket|brass bands|the afternoon play|hymns}.",
    "Watched {snooker|the birds|an old western}, dozed through most of it.",
    "Looked through the photo album, named {everyone|{her} brothers|the horses}.",
    "Nails painted {coral|red}, {name} very pleased.",
    "Folded napkins with the others, {20-45} minutes.",
    "Read the paper to {obj}, {the obituaries first|only good news}.",
    "Sat in on the singing, tapped a foot.",
];
const CALLED: &[&str] = &[
    "Told {the senior|the nurse|the office} about it at {8-19}:{10-55}.",
    "Nothing else to hand over.",
    "Chart and fluid sheet filled in.",
    "Left with the bell in reach, glasses on, radio low.",
    "Please look at the {mouth|left foot|cushion|hearing aid} next time.",
    "Asked for the pads to be ordered, {three|four} left.",
    "Double call tonight would help, one was not enough.",
];
const SLEEP: &[&str] = &[
    "Slept {well|in short stretches|from {22|23}:00 to {4-6}:00|very little}.",
    "Awake at {1-4}:{10-50}, {wanted the window open|asked the time|wanted company}, tea and a talk.",
    "Snoring gently at every check.",
    "Up to the toilet {2-4} times with help, steady.",
    "Dozed in the chair by choice, blanket round the legs.",
];
const TURNS: &[&str] = &[
    "Turned {two-hourly|every four hours|at 23, 3 and 6}, {did not wake|sighed and slept on}.",
    "Repositioned with the slide sheet, {left side|right side|back} at the end of the night.",
    "Pillow between the knees, heels free.",
    "Found low in the bed, moved up by two.",
];
const NIGHT_WORRY: &[&str] = &[
    "Called out {once|twice|for {her} mother}, settled with a hand.",
    "Warm to the touch at {2-5}:{10-50}, sheet taken off, rang nobody, fine by six.",
    "Asked whether {she} was dying; said that we are here, and told the morning staff.",
    "Breathing {quiet|a little rattly|fast for ten minutes, then easy}.",
    "Pain on turning at {0-5}:{10-55}, nurse {rang back in ten minutes|came and gave something}.",
];

/// For a person who is dying.
pub(in crate::people) const LAST_DAYS: &[&str] = &[
    "Asleep throughout, face at rest.",
    "Breathing with long pauses, {kin} told that this is usual now.",
    "Hands and feet cool, {knees mottled|nails bluish}; socks and a light blanket.",
    "Mouth moistened every {20|30} minutes, sponge with {sherry|tea|water}.",
    "Rattle in the throat, turned to the side, quieter.",
    "{kin} stays the night in the recliner, fed and watered.",
    "Opened {her} eyes when {kin} spoke, squeezed a hand.",
    "Window open a hand's breadth as {she} wanted.",
    "No urine since {morning|last night}, pad dry.",
    "Favourite music low, lamp on, door ajar.",
    "Restless for {10-30} minutes, nurse called, settled.",
    "Two of us washed {obj} gently, nothing that could wait.",
];

/// Signs of change, in the words of those who notice.
pub(in crate::people) const CHANGE: &[&str] = &[
    "Just not {right|{self}}, cannot put a finger on it.",
    "Slept through {breakfast|lunch|both visits}, which is not like {obj}.",
    "Needed two where one was enough on {Monday|Friday}.",
    "Left all but {two|three} mouthfuls since {yesterday|the weekend}.",
    "Did not know {kin} this morning.",
    "Winced whenever the {hip|arm|tummy} was touched.",
    "Breathing {faster|noisier} than last night.",
];

pub(in crate::people) const HANDOVER: &[&str] = &[
    "{name}: {settled|unsettled} shift, {ate little|ate well}, {drinks pushed|drinks fine}. {Watch the left heel.|Bowels due.|{kin} back at six.|Nurse coming at ten.}",
    "{name}: pain {on turning only|better|worse since noon}. Turned {14|16|18}:00 {left|right}. {Pad dry.|Pad changed.|Catheter emptied.}",
    "{name}: {slept most of it|up twice|sat out for lunch}. Please {ring|expect} {kin} {tomorrow|about the weekend}.",
    "{name}: nothing new. {Hearing aid battery changed.|New cushion in use.|Cream ran out, ordered.|Short of gloves.}",
    "{name}: nurse came, {dressing done|pump checked|bloods taken}. {No change to the plan.|New plan in papers, please read.}",
];

pub(in crate::people) const FALLS: &[&str] = &[
    "Found sitting beside the bed at {2-6}:{10-50}, {slippers off|bell in hand}; no pain, moved all limbs.",
    "Slid from the chair while reaching for the {glasses|remote|biscuit tin}, {skin tear on the forearm|no injury}.",
    "Legs gave way between {commode and bed|frame and chair}, lowered to the floor by two.",
    "Tripped over {the oxygen tubing|the cat|the mat}, knee grazed.",
];
pub(in crate::people) const SKIN_SEEN: &[&str] = &[
    "Red area the size of a {penny|plum}, {fades|does not fade} when pressed.",
    "Skin tear {1-4} cm, flap laid back, {foam|silicone} dressing.",
    "Intact, dry; cream {twice a day|as before}.",
    "Shallow break {1-3} by {1-2} cm, pink base, no smell.",
    "Moist and sore in the fold, cleaned and dried, barrier film.",
];
pub(in crate::people) const MOUTH_SEEN: &[&str] = &[
    "Dry, tongue coated; gel and sponge {two-hourly|after meals}.",
    "White patches inside the cheeks, told the nurse.",
    "Moist and clean, teeth brushed.",
    "Sore corner of the lips, balm, loose plate left out.",
];
pub(in crate::people) const DELIRIUM_SEEN: &[&str] = &[
    "New muddle since {yesterday|the weekend}, {sleepy by day and up at night|picking at the sheets}; {bowels loaded|urine sent|no cause found yet}.",
    "Cannot keep to the months backwards, drifts off; was clear last week.",
    "Better: knew the day and {kin} again.",
];
