//! In what something is counted: measures, currencies, people.

use super::number::currency_sign;
use crate::syntax::Syntax;
use dateline_language::Xpos;

/// Measures with their spellings; the first of each line is the name that is written.
const MEASURES: [&[&str]; 41] = [
    &["kilometre", "kilometres", "kilometer", "kilometers", "km", "kms"],
    &["mile", "miles", "mi"],
    &["metre", "metres", "meter", "meters"],
    &["centimetre", "centimetres", "centimeter", "centimeters", "cm"],
    &["foot", "feet", "ft"],
    &["inch", "inches"],
    &["yard", "yards"],
    &["hectare", "hectares", "ha"],
    &["acre", "acres"],
    &["kilogram", "kilograms", "kilogramme", "kilogrammes", "kg", "kilos", "kilo"],
    &["gram", "grams", "grammes"],
    &["tonne", "tonnes", "ton", "tons"],
    &["ounce", "ounces", "oz"],
    &["litre", "litres", "liter", "liters"],
    &["gallon", "gallons"],
    &["barrel", "barrels", "bbl", "bpd"],
    &["megawatt", "megawatts", "mw"],
    &["gigawatt", "gigawatts", "gw"],
    &["kilowatt", "kilowatts"],
    &["degree", "degrees"],
    &["second", "seconds"],
    &["minute", "minutes", "min"],
    &["hour", "hours", "hr", "hrs"],
    &["day", "days"],
    &["night", "nights"],
    &["week", "weeks"],
    &["month", "months"],
    &["year", "years", "yr", "yrs"],
    &["decade", "decades"],
    &["century", "centuries"],
    &["quarter", "quarters"],
    &["mph"],
    &["kph", "km/h", "kmh"],
    &["knot", "knots"],
    &["nautical mile"],
    &["kiloton", "kilotons"],
    &["megaton", "megatons"],
    &["gigabyte", "gigabytes", "gb"],
    &["basis point"],
    &["millimetre", "millimetres", "millimeter", "millimeters", "mm"],
    &["weekday", "weekdays"],
];

/// The name of a measure, by any of its spellings in lower case.
pub(super) fn measure(word: &str) -> Option<&'static str> {
    if word.is_empty() || word.len() > 12 {
        return None;
    }
    MEASURES.iter().find(|m| m.contains(&word)).map(|m| m[0])
}

/// Whether a unit is money.
pub(super) fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase())
}

/// Words for money: the code, and with whose adjective in front another.
const MONEY: [(&str, &str); 22] = [
    ("dollar", "USD"), ("buck", "USD"), ("cent", "cent"), ("euro", "EUR"), ("pound", "GBP"), ("yen", "JPY"), ("yuan", "CNY"),
    ("renminbi", "CNY"), ("ruble", "RUB"), ("rouble", "RUB"), ("rupee", "INR"), ("hryvnia", "UAH"), ("lira", "TRY"),
    ("shekel", "ILS"), ("franc", "CHF"), ("rial", "IRR"), ("riyal", "SAR"), ("dirham", "AED"), ("naira", "NGN"), ("rand", "ZAR"),
    ("real", "BRL"), ("won", "KRW"),
];

const WHOSE: [(&str, &str, &str); 16] = [
    ("canadian", "dollar", "CAD"), ("australian", "dollar", "AUD"), ("hong", "dollar", "HKD"), ("singapore", "dollar", "SGD"),
    ("zealand", "dollar", "NZD"), ("swedish", "crown", "SEK"), ("norwegian", "crown", "NOK"), ("danish", "crown", "DKK"),
    ("czech", "crown", "CZK"), ("swedish", "kronor", "SEK"), ("norwegian", "kroner", "NOK"), ("pakistani", "rupee", "PKR"),
    ("egyptian", "pound", "EGP"), ("syrian", "pound", "SYP"), ("lebanese", "pound", "LBP"), ("mexican", "peso", "MXN"),
];

/// The money named from a word on: its code and the word after it.
pub(super) fn money(s: Syntax<'_>, at: usize, end: usize) -> Option<(String, usize)> {
    if at >= end {
        return None;
    }
    let lemma = |t: usize| s.a.lemma(t).to_lowercase();
    let form = s.a.form(at).to_lowercase();
    let by_word = |t: usize| {
        let word = lemma(t);
        let singular = word.strip_suffix('s').unwrap_or(&word).to_owned();
        MONEY.iter().find(|m| m.0 == word || m.0 == singular).map(|m| m.1)
    };
    // "45 pounds of explosives" weigh; "won" and "real" are other words too.
    let weight = matches!(s.a.form(at + 1 - usize::from(at + 1 >= end)).to_lowercase().as_str(), "of");
    let large = at > 0 && matches!(s.a.form(at - 1).to_lowercase().as_str(), "million" | "billion" | "trillion");
    if form.starts_with("pound") && (weight || !large) {
        return Some(("pound".to_owned(), at + 1));
    }
    if matches!(form.as_str(), "won" | "real" | "rand" | "bucks") && s.xpos(at) != Xpos::Nns && s.xpos(at) != Xpos::Nn {
        return None;
    }
    if let Some(code) = by_word(at) {
        return Some((code.to_owned(), at + 1));
    }
    if at + 1 < end && matches!(form.as_str(), "us" | "u.s." | "american") && by_word(at + 1) == Some("USD") {
        return Some(("USD".to_owned(), at + 2));
    }
    let whose = WHOSE.iter().find(|w| form == w.0 || (form == "new" && w.0 == "zealand"));
    let then = (at + 1..(at + 3).min(end)).find(|t| whose.is_some() && WHOSE.iter().any(|w| lemma(*t).starts_with(w.1)));
    if let (Some(t), Some(w)) = (then, whose) {
        let word = lemma(t);
        let code = WHOSE.iter().find(|x| x.0 == w.0 && word.starts_with(x.1)).map_or(w.2, |x| x.2);
        return Some((code.to_owned(), t + 1));
    }
    if at + 1 < end && s.xpos(at) == Xpos::Jj && by_word(at + 1).is_some() {
        return by_word(at + 1).map(|c| (c.to_owned(), at + 2));
    }
    currency_sign(s.a.form(at)).filter(|_| s.a.form(at).len() == 3 && s.a.form(at).bytes().all(|b| b.is_ascii_uppercase())).map(|c| (c.to_owned(), at + 1))
}

/// Nouns for persons that news counts.
const PERSONS: &[&str] = &[
    "people", "person", "man", "woman", "child", "kid", "boy", "girl", "baby", "infant", "teenager", "adult", "minor", "civilian",
    "soldier", "troop", "serviceman", "servicewoman", "officer", "policeman", "police", "fighter", "militant", "rebel", "insurgent",
    "terrorist", "gunman", "attacker", "assailant", "bomber", "hostage", "prisoner", "detainee", "inmate", "captive", "suspect",
    "victim", "survivor", "casualty", "refugee", "migrant", "immigrant", "asylum-seeker", "seeker", "evacuee", "resident", "villager",
    "inhabitant", "citizen", "national", "foreigner", "tourist", "passenger", "pilgrim", "worshipper", "worshiper", "worker",
    "employee", "laborer", "labourer", "miner", "farmer", "fisherman", "driver", "pilot", "sailor", "marine", "agent", "guard",
    "student", "pupil", "teacher", "professor", "doctor", "nurse", "medic", "patient", "journalist", "reporter", "photographer",
    "activist", "protester", "protestor", "demonstrator", "marcher", "supporter", "opponent", "voter", "elector", "delegate", "senator",
    "lawmaker", "legislator", "congressman", "congresswoman", "representative", "member", "deputy", "minister", "official", "judge",
    "justice", "lawyer", "attorney", "prosecutor", "juror", "witness", "candidate", "contender", "governor", "mayor", "president",
    "diplomat", "ambassador", "leader", "politician", "democrat", "republican", "conservative", "liberal", "christian", "muslim",
    "jew", "american", "family member", "relative", "parent", "mother", "father", "brother", "sister", "son", "daughter", "friend",
    "neighbor", "neighbour", "customer", "consumer", "investor", "manager", "executive", "owner", "player", "athlete", "fan", "guest",
    "visitor", "user", "subscriber", "reader", "viewer", "volunteer", "aide", "staffer", "adviser", "advisor", "expert", "scientist",
    "author", "veteran", "recruit", "reservist", "conscript", "commander", "general", "cop", "firefighter", "rescuer", "crew",
    "crewman", "plaintiff", "defendant", "respondent", "adult", "youth", "senior", "retiree", "pensioner", "taxpayer", "applicant",
    "beneficiary", "homeowner", "tenant", "operative", "smuggler", "trafficker", "criminal", "felon", "convict", "murderer", "thief",
    "contestant", "nominee", "lady", "gentleman", "peacekeeper", "settler", "believer", "priest", "monk", "nun", "clergyman", "imam",
    "ex-president", "speaker", "delegate", "participant", "attendee", "donor", "signatory", "observer", "monitor", "inspector",
    "engineer", "contractor", "builder", "trader", "shopper", "bystander", "mourner", "looter", "rioter", "deserter", "defector",
    "exile", "dissident", "traveler", "traveller", "commuter", "cyclist", "pedestrian", "motorist", "orphan", "widow", "wife", "husband",
    "californian", "texan", "newcomer", "dreamer", "deportee", "enlistee", "cadet", "trainee", "intern", "graduate", "colleague",
    "ally", "rival", "figure", "individual", "sibling", "grandchild", "twin", "hispanic", "latino", "evangelical", "catholic",
    "independent", "moderate", "progressive", "lobbyist", "staff", "personnel", "counterprotester", "panelist", "economist", "analyst",
];

/// Whether a noun stands for persons.
pub(super) fn is_person(lemma: &str) -> bool {
    PERSONS.contains(&lemma) || lemma.strip_suffix('s').is_some_and(|l| PERSONS.contains(&l))
}
