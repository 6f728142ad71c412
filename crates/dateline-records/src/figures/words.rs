//! Words of counting: what happens to victims, what rises and falls, participles.

use crate::syntax::Syntax;
use dateline_contract::Trend;
use dateline_language::{Upos, Xpos};

/// What happens to victims: lemma, and the word written for it.
pub(super) const HARM: [(&str, &str); 34] = [
    ("kill", "killed"),
    ("die", "killed"),
    ("dead", "killed"),
    ("death", "killed"),
    ("fatality", "killed"),
    ("slay", "killed"),
    ("murder", "killed"),
    ("massacre", "killed"),
    ("execute", "executed"),
    ("perish", "killed"),
    ("wound", "wounded"),
    ("injure", "wounded"),
    ("wounded", "wounded"),
    ("injured", "wounded"),
    ("hurt", "wounded"),
    ("injury", "wounded"),
    ("hospitalize", "hospitalized"),
    ("arrest", "arrested"),
    ("detain", "arrested"),
    ("detention", "arrested"),
    ("capture", "captured"),
    ("abduct", "abducted"),
    ("kidnap", "abducted"),
    ("missing", "missing"),
    ("displace", "displaced"),
    ("evacuate", "evacuated"),
    ("rescue", "rescued"),
    ("infect", "infected"),
    ("deport", "deported"),
    ("behead", "killed"),
    ("homeless", "homeless"),
    ("shoot", "shot"),
    ("drown", "killed"),
    ("casualty", "casualties"),
];

/// Verbs that say nothing of what happened.
pub(super) const LIGHT: [&str; 58] = [
    "be",
    "have",
    "do",
    "get",
    "make",
    "take",
    "see",
    "say",
    "include",
    "give",
    "become",
    "need",
    "want",
    "go",
    "come",
    "face",
    "tell",
    "know",
    "think",
    "believe",
    "expect",
    "use",
    "seem",
    "appear",
    "let",
    "put",
    "keep",
    "show",
    "find",
    "call",
    "involve",
    "mean",
    "require",
    "cover",
    "last",
    "follow",
    "remain",
    "feature",
    "hold",
    "reach",
    "hit",
    "total",
    "stand",
    "number",
    "exceed",
    "amount",
    "cost",
    "represent",
    "account",
    "comprise",
    "contain",
    "consist",
    "add",
    "estimate",
    "report",
    "count",
    "live",
    "bring",
];

/// Verbs whose subject is what the number is the value of.
pub(super) const VALUE: [&str; 24] = [
    "be", "reach", "hit", "total", "stand", "exceed", "amount", "cost", "average", "top", "surpass", "number", "equal",
    "rise", "fall", "climb", "drop", "grow", "increase", "decline", "decrease", "jump", "soar", "plunge",
];

pub(super) const RISING: [&str; 16] = [
    "rise",
    "climb",
    "grow",
    "increase",
    "jump",
    "soar",
    "surge",
    "swell",
    "mount",
    "raise",
    "double",
    "triple",
    "rocket",
    "spike",
    "skyrocket",
    "balloon",
];
pub(super) const FALLING: [&str; 17] = [
    "fall", "drop", "decline", "decrease", "shrink", "plunge", "slip", "sink", "dip", "tumble", "slide", "ease",
    "plummet", "reduce", "lower", "cut", "dwindle",
];

/// The trend that a verb tells.
pub(super) fn trend_of(s: Syntax<'_>, t: usize) -> Option<Trend> {
    if !s.is_verb(t) && !matches!(s.xpos(t), Xpos::Nn | Xpos::Nns) {
        return None;
    }
    let lemma = s.a.lemma(t);
    // The lemmatiser goes by the tag, and a tag that errs makes "ro" of "rose".
    let lemma = match s.a.form(t) {
        "rose" | "risen" => "rise",
        "fell" | "fallen" => "fall",
        "grew" | "grown" => "grow",
        "shrank" | "shrunk" => "shrink",
        _ => lemma,
    };
    let is = |list: &[&str]| list.iter().any(|w| lemma.eq_ignore_ascii_case(w));
    if is(&RISING) { Some(Trend::Rising) } else { is(&FALLING).then_some(Trend::Falling) }
}

/// The trend of "a rising number of".
pub(super) fn trend_adjective(form: &str) -> Option<Trend> {
    match form.to_ascii_lowercase().as_str() {
        "rising" | "growing" | "increasing" | "mounting" | "soaring" | "climbing" => Some(Trend::Rising),
        "falling" | "declining" | "decreasing" | "shrinking" | "dwindling" => Some(Trend::Falling),
        _ => None,
    }
}

/// Irregular participles of verbs that news counts with.
pub(super) const IRREGULAR: [(&str, &str); 42] = [
    ("win", "won"),
    ("lose", "lost"),
    ("buy", "bought"),
    ("sell", "sold"),
    ("send", "sent"),
    ("spend", "spent"),
    ("pay", "paid"),
    ("build", "built"),
    ("burn", "burned"),
    ("steal", "stolen"),
    ("shoot", "shot"),
    ("cut", "cut"),
    ("hit", "hit"),
    ("leave", "left"),
    ("flee", "fled"),
    ("lead", "led"),
    ("lend", "lent"),
    ("break", "broken"),
    ("write", "written"),
    ("draw", "drawn"),
    ("fly", "flown"),
    ("drive", "driven"),
    ("throw", "thrown"),
    ("grow", "grown"),
    ("run", "run"),
    ("set", "set"),
    ("meet", "met"),
    ("feed", "fed"),
    ("sink", "sunk"),
    ("eat", "eaten"),
    ("choose", "chosen"),
    ("speak", "spoken"),
    ("seek", "sought"),
    ("teach", "taught"),
    ("catch", "caught"),
    ("fight", "fought"),
    ("hear", "heard"),
    ("swear", "sworn"),
    ("freeze", "frozen"),
    ("split", "split"),
    ("withdraw", "withdrawn"),
    ("rebuild", "rebuilt"),
];

/// A verb's past participle.
pub(super) fn participle(s: Syntax<'_>, verb: usize) -> String {
    let form = s.a.form(verb).to_lowercase();
    if s.xpos(verb) == Xpos::Vbn || s.upos(verb) == Upos::Adj || form.ends_with("ed") {
        return form;
    }
    let lemma = s.a.lemma(verb).to_lowercase();
    if let Some((_, past)) = IRREGULAR.iter().find(|(l, _)| *l == lemma) {
        return (*past).to_owned();
    }
    if lemma.ends_with('e') {
        return format!("{lemma}d");
    }
    match lemma.strip_suffix('y').filter(|l| !l.ends_with(['a', 'e', 'o', 'u'])) {
        Some(stem) => format!("{stem}ied"),
        None => format!("{lemma}ed"),
    }
}
