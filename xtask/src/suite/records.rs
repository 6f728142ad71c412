//! Expectations about records: statements, who is who, on whose word.
//!
//! What can be wrong without a parser is refused here, as in the rest of the format: a mark that the text does not
//! hold, a speech act that does not exist.

use std::ops::Range;

/// Words of the text as they are written there: the `nth` place (from 1) where they stand as whole words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) words: String,
    pub(crate) nth: usize,
}

/// A statement: its marks, and what else is to be true of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) sources: Vec<Mark>,
    pub(crate) cue: Option<Mark>,
    pub(crate) content: Vec<Mark>,
    pub(crate) properties: Vec<Property>,
}

/// What a statement is beyond its marks.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Property {
    Act(String),
    Form(String),
    Kind(String),
    Negated(bool),
    /// The words of those it is said to.
    To(Vec<String>),
    /// The words of those on whose word it was said, outermost first.
    By(Vec<String>),
    /// The name of the first source.
    Speaker(String),
}

/// What is expected of the records of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// There is this statement.
    Statement(Said),
    /// No statement has a cue that covers any of these words.
    NoStatement(Mark),
    /// How many statements there are.
    Statements(usize),
    /// The words are (or are not) in the chain of the actor that is called so.
    Same { words: Mark, actor: String, is: bool },
    /// The event or figure that these words tell is placed so; `None` for nowhere.
    Place { words: Mark, place: Option<String>, country: Option<String> },
    /// There is an event of this type on the word of (or denied by) these.
    Event { category: String, denied: bool, by: Vec<String> },
    /// The words are a party with this code, if any, these sectors, if any are told, and a code taken from this.
    Code { words: Mark, code: Option<String>, sectors: Vec<String>, from: Option<String> },
    /// There is (or is not) an act of this type with these parties, size and state.
    Act { is: bool, category: String, traits: Vec<Trait> },
    /// There is (or is not) this count, with what else is told of it.
    Figure { is: bool, value: String, traits: Vec<Trait> },
    /// There is (or is not) an actor that is called something with these words in it, with these traits.
    Actor { is: bool, words: String, traits: Vec<Trait> },
    /// Somebody so called (or nobody) says something with these words in it.
    Said { is: bool, words: String, source: Option<String> },
    /// What is known of the report as a whole.
    Document { traits: Vec<Trait> },
}

/// Something that is to be true of an act or a figure: its name, and its values.
pub(crate) type Trait = (String, Vec<String>);

/// What can be asked of an act.
const OF_ACTS: [&str; 15] = [
    "actor",
    "recipient",
    "mode",
    "size",
    "negated",
    "time",
    "by",
    "tellings",
    "some actor",
    "some recipient",
    "actor code",
    "recipient code",
    "date",
    "date from",
    "place",
];
/// What can be asked of a figure.
const OF_FIGURES: [&str; 6] = ["what", "who", "unit", "bound", "counted by", "by"];
/// What can be asked of an actor.
const OF_ACTORS: [&str; 4] = ["code", "name", "sector", "also"];
/// What can be asked of a report.
const OF_REPORTS: [&str; 2] = ["date", "place"];

const ACTS: [&str; 8] = ["assert", "deny", "warn", "demand", "promise", "ask", "feel", "refuse"];
const FORMS: [&str; 3] = ["direct", "indirect", "mixed"];
const KINDS: [&str; 4] = ["named", "anonymous", "collective", "none"];
const CATEGORIES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// Reads an expectation about records; `None` where the key is none of theirs.
pub(crate) fn told(key: &str, value: &str) -> Option<Result<Told, String>> {
    Some(match key {
        "statement" => said(value).map(Told::Statement),
        "no statement" => mark(value).map(Told::NoStatement),
        "statements" => value.parse().map(Told::Statements).map_err(|_| format!("`{value}` is not a number")),
        "same" | "not same" => same(value, key == "same"),
        "event" => event(value),
        "place" => placed(value),
        "code" => code(value),
        "act" | "no act" => act(value, key == "act"),
        "figure" | "no figure" => figure(value, key == "figure"),
        "actor" | "no actor" => called(value, key == "actor"),
        "told" | "not told" => content(value, key == "told"),
        "document" => traits_of(value, &OF_REPORTS).map(|traits| Told::Document { traits }),
        _ => return None,
    })
}

/// Refuses an expectation about words that the text does not hold.
pub(crate) fn fits(told: &Told, text: &str) -> Result<(), String> {
    let has = |m: &Mark| match place(text, m) {
        Some(_) => Ok(()),
        None => Err(format!("the text does not hold `{}`#{}", m.words, m.nth)),
    };
    match told {
        Told::Statement(said) => said.sources.iter().chain(&said.cue).chain(&said.content).try_for_each(has),
        Told::NoStatement(words) | Told::Same { words, .. } | Told::Code { words, .. } | Told::Place { words, .. } => {
            has(words)
        }
        Told::Said { words, .. } if !text.contains(words.as_str()) => Err(format!("the text does not hold `{words}`")),
        _ => Ok(()),
    }
}

/// Where a mark stands in a text. White space stands for any white space, so that a mark may run over a line's end.
pub(crate) fn place(text: &str, mark: &Mark) -> Option<Range<usize>> {
    let whole = |r: &Range<usize>| {
        let joined = |a: Option<char>, b: Option<char>| a.zip(b).is_some_and(|(a, b)| [a, b].iter().all(word_part));
        !joined(text[..r.start].chars().next_back(), text[r.clone()].chars().next())
            && !joined(text[r.clone()].chars().next_back(), text[r.end..].chars().next())
    };
    let starts = text.char_indices().map(|(at, _)| at);
    starts.filter_map(|at| Some(at..at + starts_with(&text[at..], &mark.words)?)).filter(whole).nth(mark.nth - 1)
}

fn word_part(c: &char) -> bool {
    c.is_alphanumeric()
}

/// The length of `words` at the head of `text`, white space counting as one space.
fn starts_with(text: &str, words: &str) -> Option<usize> {
    let mut rest = text;
    for (i, part) in words.split_whitespace().enumerate() {
        if i > 0 {
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        }
        rest = rest.strip_prefix(part)?;
    }
    Some(text.len() - rest.len())
}

/// `[source] <cue> {content}` in any order, properties behind bars.
fn said(value: &str) -> Result<Said, String> {
    let mut parts = value.split(" | ");
    let mut said = Said::default();
    let mut rest = parts.next().unwrap_or_default();
    while let Some(at) = rest.find(['[', '<', '{']) {
        let open = rest.as_bytes()[at];
        let close = match open {
            b'[' => ']',
            b'<' => '>',
            _ => '}',
        };
        let inside = &rest[at + 1..];
        let end = inside.find(close).ok_or_else(|| format!("a mark that `{close}` does not close"))?;
        rest = &inside[end + 1..];
        let digits =
            rest.strip_prefix('#').map_or(0, |r| r.len() - r.trim_start_matches(|c: char| c.is_ascii_digit()).len());
        let number = if digits > 0 { &rest[..=digits] } else { "" };
        let mark = mark(&format!("{}{number}", &inside[..end]))?;
        rest = &rest[number.len()..];
        match open {
            b'[' => said.sources.push(mark),
            b'{' => said.content.push(mark),
            _ if said.cue.is_some() => return Err("a second cue: a statement has one".to_owned()),
            _ => said.cue = Some(mark),
        }
    }
    if said.content.is_empty() {
        return Err("a statement is `[source] <cue> {content}`, and has a content at least".to_owned());
    }
    said.properties = parts.map(|p| property(p.trim())).collect::<Result<_, _>>()?;
    Ok(said)
}

fn property(part: &str) -> Result<Property, String> {
    let one_of = |what: &str, all: &[&str], value: &str| match all.contains(&value) {
        true => Ok(value.to_owned()),
        false => Err(format!("`{value}` is no {what}")),
    };
    match part.split_once(':').map(|(k, v)| (k.trim(), v.trim())) {
        None if part == "negated" => Ok(Property::Negated(true)),
        None if part == "not negated" => Ok(Property::Negated(false)),
        Some(("act", v)) => one_of("speech act", &ACTS, v).map(Property::Act),
        Some(("form", v)) => one_of("form of a statement", &FORMS, v).map(Property::Form),
        Some(("kind", v)) => one_of("kind of source", &KINDS, v).map(Property::Kind),
        Some(("to", v)) => Ok(Property::To(list(v, " & "))),
        Some(("by", v)) => Ok(Property::By(list(v, " > "))),
        Some(("speaker", v)) => Ok(Property::Speaker(v.to_owned())),
        _ => Err(format!("`{part}` is no property of a statement")),
    }
}

/// The parts of a list; `nobody` has none.
fn list(value: &str, between: &str) -> Vec<String> {
    if value == "nobody" { Vec::new() } else { value.split(between).map(|p| p.trim().to_owned()).collect() }
}

/// `words`, or `words#2` for the second place that has them.
fn mark(text: &str) -> Result<Mark, String> {
    let (words, nth) = match text.rsplit_once('#') {
        Some((words, nth)) => (words, nth.parse().map_err(|_| format!("`{nth}` is not a number"))?),
        None => (text, 1),
    };
    if words.trim().is_empty() || nth == 0 {
        return Err(format!("`{text}` marks no words"));
    }
    Ok(Mark { words: words.trim().to_owned(), nth })
}

fn same(value: &str, is: bool) -> Result<Told, String> {
    let (words, actor) = value.split_once(" = ").ok_or("expected `words = name`")?;
    Ok(Told::Same { words: mark(words)?, actor: actor.trim().to_owned(), is })
}

/// `CATEGORY by: outer > inner` or `CATEGORY denied by: somebody`.
fn event(value: &str) -> Result<Told, String> {
    let (left, by) = value.split_once(" by:").ok_or("expected `CATEGORY by: somebody`")?;
    let (category, denied) = left.strip_suffix(" denied").map_or((left, false), |category| (category, true));
    if !CATEGORIES.contains(&category) {
        return Err(format!("`{category}` is no category of events"));
    }
    Ok(Told::Event { category: category.to_owned(), denied, by: list(by.trim(), " > ") })
}

/// `words = Gusau NGA`: the words of the place, and its country if that matters; `words = nowhere`.
fn placed(value: &str) -> Result<Told, String> {
    let (words, told) = value.split_once(" = ").ok_or("expected `words = place COUNTRY`")?;
    let code = |c: &str| c.len() == 3 && c.chars().all(|c| c.is_ascii_uppercase());
    let (place, country) = match told.trim().rsplit_once(' ') {
        Some((place, country)) if code(country) => (place, Some(country.to_owned())),
        _ => (told.trim(), None),
    };
    Ok(Told::Place { words: mark(words)?, place: (place != "nowhere").then(|| place.to_owned()), country })
}

const FROM: [&str; 4] = ["told", "office", "context", "scene"];

/// `words = KEN COP scene`; `words = none` has no code.
fn code(value: &str) -> Result<Told, String> {
    let (words, code) = value.split_once(" = ").ok_or("expected `words = CODE SECTOR … from`")?;
    let mut parts = code.split_whitespace();
    let code = parts.next().filter(|c| *c != "none").map(str::to_owned);
    let (mut sectors, mut from) = (Vec::new(), None);
    for part in parts {
        if FROM.contains(&part) {
            from = Some(part.to_owned());
        } else if part.chars().all(|c| c.is_ascii_uppercase()) {
            sectors.push(part.to_owned());
        } else {
            return Err(format!("`{part}` is no sector, and nothing that a code is taken from"));
        }
    }
    Ok(Told::Code { words: mark(words)?, code, sectors, from })
}

/// `CATEGORY | actor: a & b | recipient: c | size: dead 3 & injured 12`; `any` for whatever category.
fn act(value: &str, is: bool) -> Result<Told, String> {
    let (category, traits) = value.split_once(" | ").unwrap_or((value, ""));
    if category != "any" && !CATEGORIES.contains(&category) {
        return Err(format!("`{category}` is no category of events"));
    }
    Ok(Told::Act { is, category: category.to_owned(), traits: traits_of(traits, &OF_ACTS)? })
}

/// `12000 | what: killed | counted by: the army`.
fn figure(value: &str, is: bool) -> Result<Told, String> {
    let (number, traits) = value.split_once(" | ").unwrap_or((value, ""));
    number.parse::<f64>().map_err(|_| format!("`{number}` is not a number"))?;
    Ok(Told::Figure { is, value: number.to_owned(), traits: traits_of(traits, &OF_FIGURES)? })
}

/// `Adjei | code: GHA | also: He`.
fn called(value: &str, is: bool) -> Result<Told, String> {
    let (words, traits) = value.split_once(" | ").unwrap_or((value, ""));
    Ok(Told::Actor { is, words: words.to_owned(), traits: traits_of(traits, &OF_ACTORS)? })
}

/// `the port will open | source: Adjei`.
fn content(value: &str, is: bool) -> Result<Told, String> {
    let (words, traits) = value.split_once(" | ").unwrap_or((value, ""));
    let source = traits_of(traits, &["source"])?.into_iter().flat_map(|(_, values)| values).next();
    Ok(Told::Said { is, words: words.to_owned(), source })
}

fn traits_of(text: &str, known: &[&str]) -> Result<Vec<Trait>, String> {
    let one = |part: &str| {
        let (name, values) = part.split_once(':').ok_or_else(|| format!("expected `name: value`, not `{part}`"))?;
        match known.contains(&name.trim()) {
            true => Ok((name.trim().to_owned(), list(values.trim(), " & "))),
            false => Err(format!("`{name}` is not told of it")),
        }
    };
    text.split(" | ").filter(|p| !p.is_empty()).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(item: &str) -> Result<Told, String> {
        let (key, value) = item.split_once(": ").unwrap();
        told(key, value).unwrap()
    }

    fn marked(words: &str, nth: usize) -> Mark {
        Mark { words: words.to_owned(), nth }
    }

    #[test]
    fn a_statement_is_read() {
        let Told::Statement(said) = read(
            "statement: {The port}, [he]#2 ... <did not say>, {will open} | act: assert | negated | to: aides & the press",
        )
        .unwrap() else {
            panic!("no statement")
        };
        assert_eq!(said.sources, [marked("he", 2)]);
        assert_eq!(said.cue, Some(marked("did not say", 1)));
        assert_eq!(said.content, [marked("The port", 1), marked("will open", 1)]);
        let to = Property::To(vec!["aides".to_owned(), "the press".to_owned()]);
        assert_eq!(said.properties, [Property::Act("assert".to_owned()), Property::Negated(true), to]);
    }

    #[test]
    fn the_other_items_are_read() {
        assert_eq!(read("no statement: said#2"), Ok(Told::NoStatement(marked("said", 2))));
        assert_eq!(read("statements: 0"), Ok(Told::Statements(0)));
        let same = Told::Same { words: marked("He", 1), actor: "Kofi Adjei".to_owned(), is: false };
        assert_eq!(read("not same: He = Kofi Adjei"), Ok(same));
        let event = |denied, by: &[&str]| {
            let by = by.iter().map(|s| (*s).to_owned()).collect();
            Ok(Told::Event { category: "ASSAULT".to_owned(), denied, by })
        };
        assert_eq!(read("event: ASSAULT by: Interfax > the ministry"), event(false, &["Interfax", "the ministry"]));
        assert_eq!(read("event: ASSAULT denied by: the army"), event(true, &["the army"]));
        assert_eq!(read("event: ASSAULT by: nobody"), event(false, &[]));
        let code = |code: Option<&str>, sectors: &[&str], from: Option<&str>| {
            let sectors = sectors.iter().map(|s| (*s).to_owned()).collect();
            let (code, from) = (code.map(str::to_owned), from.map(str::to_owned));
            Ok(Told::Code { words: marked("the police", 1), code, sectors, from })
        };
        assert_eq!(read("code: the police = KEN COP scene"), code(Some("KEN"), &["COP"], Some("scene")));
        assert_eq!(read("code: the police = none"), code(None, &[], None));
        let of = |name: &str, values: &[&str]| (name.to_owned(), values.iter().map(|v| (*v).to_owned()).collect());
        let traits = vec![of("actor", &["the army", "police"]), of("recipient", &[])];
        let act = Told::Act { is: false, category: "ASSAULT".to_owned(), traits };
        assert_eq!(read("no act: ASSAULT | actor: the army & police | recipient: nobody"), Ok(act));
        let figure = Told::Figure { is: true, value: "12".to_owned(), traits: vec![of("what", &["killed"])] };
        assert_eq!(read("figure: 12 | what: killed"), Ok(figure));
        let traits = vec![of("code", &["GHA"]), of("also", &["He"])];
        let actor = Told::Actor { is: false, words: "Adjei".to_owned(), traits };
        assert_eq!(read("no actor: Adjei | code: GHA | also: He"), Ok(actor));
        let (words, source) = ("will open".to_owned(), Some("Adjei".to_owned()));
        assert_eq!(read("told: will open | source: Adjei"), Ok(Told::Said { is: true, words, source }));
        let traits = vec![of("date", &["2015-02-21"])];
        assert_eq!(read("document: date: 2015-02-21"), Ok(Told::Document { traits }));
        let placed = |place: Option<&str>, country: Option<&str>| {
            let (place, country) = (place.map(str::to_owned), country.map(str::to_owned));
            Ok(Told::Place { words: marked("hit", 1), place, country })
        };
        assert_eq!(read("place: hit = Deir ez-Zor SYR"), placed(Some("Deir ez-Zor"), Some("SYR")));
        assert_eq!(read("place: hit = nowhere"), placed(None, None));
    }

    #[test]
    fn what_has_no_meaning_is_refused() {
        for (item, message) in [
            ("statement: [He] <said>", "a statement is `[source] <cue> {content}`, and has a content at least"),
            ("statement: [He <said> {it}", "a mark that `]` does not close"),
            ("statement: <said> <so> {it}", "a second cue: a statement has one"),
            ("statement: <said> {it} | act: shout", "`shout` is no speech act"),
            ("statement: <said> {it} | loudly", "`loudly` is no property of a statement"),
            ("statements: no", "`no` is not a number"),
            ("no statement: said#x", "`x` is not a number"),
            ("same: He, Adjei", "expected `words = name`"),
            ("code: He = KEN here", "`here` is no sector, and nothing that a code is taken from"),
            ("event: FIGHT by: nobody", "`FIGHT` is no category of events"),
            ("act: ASSAULT | colour: red", "`colour` is not told of it"),
            ("figure: many", "`many` is not a number"),
        ] {
            assert_eq!(read(item), Err(message.to_owned()), "{item}");
        }
    }

    #[test]
    fn a_mark_covers_whole_words_over_lines() {
        let text = "Here he is,\n\nhe said. He";
        assert_eq!(place(text, &marked("he", 1)), Some(5..7));
        assert_eq!(place(text, &marked("he", 2)), Some(13..15));
        assert_eq!(place(text, &marked("he", 3)), None);
        assert_eq!(place(text, &marked("is, he said.", 1)), Some(8..21));
        let item = read("statement: [She] <said> {he is}").unwrap();
        assert_eq!(fits(&item, text), Err("the text does not hold `She`#1".to_owned()));
    }
}
