//! What the word rules know of English: plain lists, sorted by what they are for.

/// Abbreviations that keep their stop wherever they stand, without the stop, compared with letters folded.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "appt", "approx", "assn", "assoc", "asst", "atty", "attn", "ave", "bldg", "blvd", "brig", "bros",
    "capt", "cmdr", "cie", "co", "col", "comdr", "corp", "cpl", "dept", "dr", "drs", "est", "etc", "ext", "fr", "ft",
    "gen", "gov", "govs", "hon", "inc", "jr", "lt", "ltd", "maj", "messrs", "mfg", "mgr", "mlle", "mme", "mmes", "mr",
    "mrs", "ms", "msgr", "mt", "mts", "mtn", "ph", "prof", "profs", "pte", "pvt", "rep", "reps", "rev", "sec", "sen",
    "sens", "sgt", "spc", "sr", "st", "ste", "supt", "univ", "vs", "viz", "yrs", "lbs", "oz", "ca", "cf", "pct",
];

/// Of those, the ones that are ordinary words or codes too, and so ask for a capital of their own and a name after them.
pub(super) const BEFORE_A_NAME: &[&str] = &[
    "adm", "brig", "capt", "cmdr", "col", "comdr", "cpl", "drs", "fr", "gen", "gov", "govs", "hon", "lt", "maj", "mme",
    "msgr", "mt", "mts", "prof", "profs", "pvt", "rep", "reps", "rev", "sec", "sen", "sens", "sgt", "spc", "supt",
    "atty", "ph",
];

/// Abbreviations only before a figure: `No. 10`, `Art. 5`, `c. 1900`.
pub(super) const BEFORE_A_FIGURE: &[&str] = &[
    "no", "nos", "art", "ch", "chap", "vol", "fig", "figs", "pp", "p", "para", "sec", "sect", "c", "b", "d", "jan",
    "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "ed", "eq", "op", "r",
];

/// Months and days, which also stand alone before a word or comma (`Sept., a month later`); capitalised only.
pub(super) const CALENDAR: &[&str] =
    &["Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri"];

/// States as the wires shorten them, which keep their stop after a comma: `Springfield, Ill.`
pub(super) const STATES: &[&str] = &[
    "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mass",
    "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ont", "Ore", "Pa", "Que", "Tenn", "Tex", "Va", "Vt",
    "Wash", "Wis", "Wyo",
];

/// Words that open a sentence and hardly ever a surname: after them a single letter was no initial (`vitamin C. The`).
pub(super) const OPENERS: &[&str] = &[
    "A", "After", "All", "An", "And", "As", "At", "But", "By", "For", "From", "He", "Her", "His", "However", "I", "If",
    "In", "It", "Its", "No", "Not", "Now", "On", "One", "Our", "She", "So", "Some", "That", "The", "Their", "Then",
    "There", "These", "They", "This", "Those", "To", "We", "What", "When", "Where", "While", "Who", "Why", "With",
    "You", "Your",
];

/// Prefixes that stay on their word: `e-mail`, `non-profit`, `mid-1980s`. Any other hyphen makes three words.
pub(super) const PREFIXES: &[&str] = &[
    "anti", "arch", "co", "counter", "cross", "de", "e", "ex", "extra", "inter", "intra", "macro", "mega", "mid",
    "mini", "mono", "multi", "neo", "non", "over", "post", "pre", "pro", "pseudo", "psycho", "re", "semi", "socio",
    "sub", "trans", "ultra", "un",
];

/// Words after which the hyphen stays, for what comes behind it: `Kafka-esque`, `career-wise`.
pub(super) const SUFFIXES: &[&str] = &["esque", "wise", "ups"];

/// Units that part from the figure they are glued to: `5pm`, `10km`, `$3bn`.
pub(super) const UNITS: &[&str] = &[
    "am", "b", "bn", "cm", "ft", "gb", "ghz", "h", "hp", "hr", "hrs", "k", "kb", "kg", "kgs", "km", "kmh", "km2",
    "kph", "kw", "kwh", "lb", "lbs", "m", "m2", "mb", "mg", "mhz", "ml", "mm", "mn", "mph", "mw", "nm", "pm", "sq",
    "t", "tb", "tn", "trn", "x", "years", "yrs",
];

/// Abbreviations of several letters around an inner stop; those of single letters (`U.S.`, `p.m.`) go by rule.
pub(super) const DOTTED: &[&str] = &["ph.d", "ph.ds", "m.sc", "b.sc", "ed.d", "lt.-gen", "d.phil", "m.phil"];

/// Ends of host and file names, by which `example.com` and `notes.doc` are one word.
pub(super) const DOMAINS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "mil", "int", "info", "biz", "uk", "us", "de", "fr", "eu", "ru", "cn", "io",
    "tv", "au", "ca", "in", "jp", "il", "ir", "ua", "tw", "mx", "ch", "nz", "html", "htm", "php", "asp", "aspx", "jsp",
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "txt", "csv", "jpg", "jpeg", "png", "gif", "mp3", "mp4", "exe", "zip",
];

/// Words spelt as one that are two: the first so many bytes, then the rest (`can|not`).
pub(super) const RUN_TOGETHER: &[(&str, usize)] = &[
    ("aint", 2),
    ("arent", 3),
    ("cannot", 3),
    ("cant", 2),
    ("couldnt", 5),
    ("didnt", 3),
    ("doesnt", 4),
    ("dont", 2),
    ("gonna", 3),
    ("gotta", 3),
    ("hadnt", 3),
    ("hasnt", 3),
    ("havent", 4),
    ("im", 1),
    ("isnt", 2),
    ("ive", 1),
    ("shouldnt", 6),
    ("thats", 4),
    ("wanna", 3),
    ("wasnt", 3),
    ("werent", 4),
    ("whats", 4),
    ("wont", 2),
    ("wouldnt", 5),
    ("youre", 3),
    ("theyre", 4),
    ("outta", 3),
    ("youll", 3),
    ("hes", 2),
    ("theres", 5),
];

/// Clitics after an apostrophe.
pub(super) const CLITICS: &[&str] = &["s", "m", "d", "re", "ve", "ll"];

/// Words that begin with an apostrophe; figures (`'90s`) go by rule.
pub(super) const APHAERESIS: &[&str] = &["em", "til", "cause", "bout", "tis", "twas", "cos", "round", "n"];

/// Shortenings with a slash.
pub(super) const SLASHED: &[&str] = &["w/o", "w/out", "b/c", "n/a", "s/he", "b/t", "l/c", "i/c", "i/s"];

/// Letters before `$` that make one currency mark with it.
pub(super) const DOLLARS: &[&str] = &["US", "A", "C", "U", "HK", "NT", "NZ", "S", "R", "CA", "AU", "CAN"];

/// Faces, the longer before their beginnings.
pub(super) const EMOTICONS: &[&str] = &[
    ":-)", ":-(", ";-)", ":-D", ":-P", ":-p", ":-/", ":-|", ":'(", ">:(", "^_^", "-_-", "=)", "=(", "=D", "=P", ":)",
    ":(", ";)", ";(", ":D", ":P", ":p", ":|", ":/", ";D", ";P", "<3", "(:", "(;", "8)", ":o", ":O", ":]", ":[",
];
