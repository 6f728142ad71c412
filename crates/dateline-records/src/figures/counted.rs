//! What a number counts, and what happened to it.

use super::number::Number;
use super::unit;
use crate::actors::{Actors, Kind};
use crate::syntax::Syntax;
use dateline_language::{Rel, Upos, Xpos};
use std::ops::Range;

/// What a number counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Counted {
    pub(super) what: String,
    pub(super) who: String,
    pub(super) unit: String,
    pub(super) trend: Option<&'static str>,
    /// It counts victims.
    pub(super) harm: bool,
    /// It measures rather than counts.
    pub(super) measure: bool,
    /// The counted noun.
    pub(super) head: Option<usize>,
    /// The counted phrase.
    pub(super) who_words: Option<Range<usize>>,
    /// The word that says what happened.
    pub(super) what_word: Option<usize>,
    /// One past the number's unit.
    pub(super) end: usize,
}

/// What happens to victims: lemma, and the word written for it.
const HARM: [(&str, &str); 34] = [
    ("kill", "killed"), ("die", "killed"), ("dead", "killed"), ("death", "killed"), ("fatality", "killed"), ("slay", "killed"),
    ("murder", "killed"), ("massacre", "killed"), ("execute", "executed"), ("perish", "killed"), ("wound", "wounded"),
    ("injure", "wounded"), ("wounded", "wounded"), ("injured", "wounded"), ("hurt", "wounded"), ("injury", "wounded"),
    ("hospitalize", "hospitalized"), ("arrest", "arrested"), ("detain", "arrested"), ("detention", "arrested"),
    ("capture", "captured"), ("abduct", "abducted"), ("kidnap", "abducted"), ("missing", "missing"), ("displace", "displaced"),
    ("evacuate", "evacuated"), ("rescue", "rescued"), ("infect", "infected"), ("deport", "deported"), ("behead", "killed"),
    ("homeless", "homeless"), ("shoot", "shot"), ("drown", "killed"), ("casualty", "casualties"),
];

/// Verbs that say nothing of what happened.
const LIGHT: [&str; 58] = [
    "be", "have", "do", "get", "make", "take", "see", "say", "include", "give", "become", "need", "want", "go", "come", "face",
    "tell", "know", "think", "believe", "expect", "use", "seem", "appear", "let", "put", "keep", "show", "find", "call", "involve",
    "mean", "require", "cover", "last", "follow", "remain", "feature", "hold", "reach", "hit", "total", "stand", "number", "exceed",
    "amount", "cost", "represent", "account", "comprise", "contain", "consist", "add", "estimate", "report", "count", "live", "bring",
];

/// Verbs whose subject is what the number is the value of.
const VALUE: [&str; 24] = [
    "be", "reach", "hit", "total", "stand", "exceed", "amount", "cost", "average", "top", "surpass", "number", "equal", "rise", "fall",
    "climb", "drop", "grow", "increase", "decline", "decrease", "jump", "soar", "plunge",
];

const RISING: [&str; 16] = [
    "rise", "climb", "grow", "increase", "jump", "soar", "surge", "swell", "mount", "raise", "double", "triple", "rocket", "spike",
    "skyrocket", "balloon",
];
const FALLING: [&str; 17] = [
    "fall", "drop", "decline", "decrease", "shrink", "plunge", "slip", "sink", "dip", "tumble", "slide", "ease", "plummet", "reduce",
    "lower", "cut", "dwindle",
];

/// The trend that a verb tells.
pub(super) fn trend_of(s: Syntax<'_>, t: usize) -> Option<&'static str> {
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
    if is(&RISING) { Some("rising") } else { is(&FALLING).then_some("falling") }
}

/// The trend of "a rising number of".
pub(super) fn trend_adjective(form: &str) -> Option<&'static str> {
    match form.to_ascii_lowercase().as_str() {
        "rising" | "growing" | "increasing" | "mounting" | "soaring" | "climbing" => Some("rising"),
        "falling" | "declining" | "decreasing" | "shrinking" | "dwindling" => Some("falling"),
        _ => None,
    }
}

struct Finder<'a> {
    s: Syntax<'a>,
    actors: &'a Actors,
    n: &'a Number,
    sentence: Range<usize>,
}

/// Finds what a number counts; `before` are the figures told before it in the sentence.
pub(super) fn find(s: Syntax<'_>, actors: &Actors, n: &Number, before: &[super::Found]) -> Counted {
    let sentence = s.a.sentences[s.a.sentence_of(n.words.start)].clone();
    let f = Finder { s, actors, n, sentence };
    let mut c = Counted { end: n.words.end, ..Counted::default() };
    f.unit(&mut c);
    f.noun(&mut c);
    f.event(&mut c, before);
    f.trend(&mut c);
    f.settle(&mut c);
    c
}

/// What is counted from a word on: "a rising number of | civilians".
pub(super) fn of(s: Syntax<'_>, actors: &Actors, n: &Number, number: usize, at: usize) -> Option<Counted> {
    let sentence = s.a.sentences[s.a.sentence_of(n.words.start)].clone();
    let f = Finder { s, actors, n, sentence };
    let mut c = Counted { end: n.words.end, ..Counted::default() };
    let words = f.phrase(at)?;
    f.set_noun(&mut c, words);
    f.event(&mut c, &[]);
    if let Some(verb) = f.verb(number, &c).filter(|_| c.what.is_empty()) {
        f.told_by(&mut c, number, verb);
    }
    f.settle(&mut c);
    Some(c)
}

/// The two sides of "96-3".
pub(super) fn tally(s: Syntax<'_>, n: &Number) -> Counted {
    const VOTE: [&str; 22] = [
        "vote", "pass", "senate", "house", "parliament", "approve", "confirm", "reject", "bill", "committee", "court", "ruling",
        "decision", "council", "motion", "resolution", "split", "majority", "republican", "democrat", "justice", "hearing",
    ];
    let sentence = s.a.sentences[s.a.sentence_of(n.words.start)].clone();
    let voted = sentence.into_iter().any(|t| VOTE.iter().any(|w| s.is_lemma(t, w)));
    let word = if voted { "vote" } else { "point" };
    Counted { what: format!("{word}s"), who: word.to_owned(), unit: word.to_owned(), end: n.words.end, ..Counted::default() }
}

impl Finder<'_> {
    fn is(&self, t: usize, words: &[&str]) -> bool {
        t < self.sentence.end && words.iter().any(|w| self.s.a.form(t).eq_ignore_ascii_case(w))
    }

    fn lower(&self, t: usize) -> String {
        if t < self.sentence.end { self.s.a.form(t).to_lowercase() } else { String::new() }
    }

    /// A noun's lemma as it is written in a record: names keep their capitals, persons are people.
    fn noun_lemma(&self, t: usize) -> String {
        let lemma = self.s.a.lemma(t);
        if self.s.upos(t) == Upos::Propn {
            let form = self.s.a.form(t);
            let plural = self.s.xpos(t) == Xpos::Nnps && form.ends_with('s') && !form.ends_with("ss");
            return if plural { form[..form.len() - 1].to_owned() } else { form.to_owned() };
        }
        if lemma.eq_ignore_ascii_case("person") { "people".to_owned() } else { lemma.to_lowercase() }
    }

    /// Percent, money or measure right behind the number.
    fn unit(&self, c: &mut Counted) {
        c.unit = self.n.unit.unwrap_or_default().to_owned();
        let at = self.past_hedge(self.n.words.end);
        let hyphen = self.is(at, &["-", "‑"]);
        let word = self.lower(at + usize::from(hyphen));
        if matches!(word.as_str(), "%" | "percent" | "pct") {
            c.unit = "percent".to_owned();
            c.end = at + 1 + usize::from(hyphen);
        } else if word == "per" && self.is(at + 1, &["cent"]) {
            c.unit = "percent".to_owned();
            c.end = at + 2;
        } else if word == "percentage" && self.is(at + 1, &["point", "points"]) {
            c.unit = "percentage point".to_owned();
            c.end = at + 2;
        } else if c.unit.is_empty() {
            let of = self.n.vague && self.is(at, &["of"]);
            let from = at + usize::from(of) + usize::from(hyphen);
            if let Some((code, end)) = unit::money(self.s, from, self.sentence.end) {
                c.unit = code;
                c.end = end;
            } else {
                self.measure(c, from);
            }
        }
        c.measure = c.measure || !c.unit.is_empty();
    }

    /// One past a hedge that follows the number: "or more", "-plus", a closing quotation mark.
    fn past_hedge(&self, mut at: usize) -> usize {
        if self.is(at, &["or"]) && self.is(at + 1, &["more", "so", "fewer", "less"]) {
            at += 2;
        }
        if self.is(at, &["-"]) && self.is(at + 1, &["odd", "plus"]) {
            at += 2;
        } else if self.is(at, &["plus", "+"]) {
            at += 1;
        }
        at
    }

    /// "12 km", "10-year", "55 square miles", "three more weeks".
    fn measure(&self, c: &mut Counted, from: usize) {
        let square = self.is(from, &["square", "cubic"]);
        let more = self.is(from, &["more", "full", "straight", "additional", "consecutive", "whole", "long"]) && self.sentence.contains(&(from + 1));
        let at = from + usize::from(square || more);
        let word = self.lower(at);
        let Some(name) = unit::measure(&word) else { return };
        // "second", "quarter" beside a number are measures in the plural alone; "foot soldiers" are no feet.
        let plural = self.s.xpos(at) == Xpos::Nns || self.n.value == Some(1.0) || at > from || self.is(at - 1, &["-", "‑"]) || word.len() <= 3;
        if !plural && matches!(name, "second" | "quarter" | "foot" | "yard") {
            return;
        }
        let square = if square { format!("{} ", self.lower(from)) } else { String::new() };
        c.unit = format!("{square}{name}");
        c.end = at + 1;
    }

    /// The noun phrase that is counted.
    fn noun(&self, c: &mut Counted) {
        let mut at = self.past_hedge(c.end);
        if at < self.sentence.end && self.s.xpos(at) == Xpos::Close {
            at += 1;
        }
        if self.is(at, &["of"]) || (c.measure && self.is(at, &["in", "for", "to", "worth", "on"])) {
            at += 1;
            if self.is(at, &["of"]) {
                at += 1;
            }
            // A time or place after the unit is no noun that is counted: "two years in prison", "5% in 2019".
            if let Some(words) = self.phrase(at) {
                let head = self.head(&words);
                let strict = self.is(at - 1, &["of", "worth"]);
                let calendar = self.s.upos(head) == Upos::Num || self.s.upos(head) == Upos::Propn && !strict;
                if !calendar && (strict || !self.is(at - 1, &["to", "on"])) && (strict || unit::is_currency(&c.unit)) {
                    self.set_noun(c, words);
                }
            }
            return;
        }
        // "a 10-round limit": rounds are counted.
        if self.is(at, &["-", "‑"]) && !c.measure {
            let noun = at + 1;
            if noun < self.sentence.end && matches!(self.s.upos(noun), Upos::Noun | Upos::Propn) {
                self.set_noun(c, noun..noun + 1);
            }
            return;
        }
        if let Some(words) = self.phrase(at) {
            self.set_noun(c, words);
        }
    }

    fn set_noun(&self, c: &mut Counted, words: Range<usize>) {
        let head = self.head(&words);
        c.head = Some(head);
        let first = words.clone().find(|t| !matches!(self.s.upos(*t), Upos::Det | Upos::Adv | Upos::Punct | Upos::Num)).unwrap_or(head);
        let mut names: Vec<String> = (first.max(head.saturating_sub(3))..head)
            .filter(|t| !matches!(self.s.upos(*t), Upos::Det | Upos::Punct | Upos::Num | Upos::Cconj | Upos::Adv | Upos::Part))
            .filter(|t| !self.is(*t, &["more", "other", "additional", "such", "new", "the", "same", "very", "own"]))
            .map(|t| if self.s.upos(t) == Upos::Propn { self.s.a.form(t).to_owned() } else { self.s.a.form(t).to_lowercase() })
            .collect();
        names.push(self.noun_lemma(head));
        c.who = names.join(" ");
        c.who_words = Some(words);
    }

    /// The phrase that begins at a word: modifiers up to its noun. `None` where no noun comes.
    fn phrase(&self, from: usize) -> Option<Range<usize>> {
        let mut at = from;
        let mut noun = None;
        while at < self.sentence.end && at < from + 9 {
            let participle = matches!(self.s.xpos(at), Xpos::Vbn | Xpos::Vbg) && matches!(self.s.rel(at), Rel::Amod | Rel::Compound);
            let joins = match self.s.upos(at) {
                Upos::Adj | Upos::Det => noun.is_none() || self.s.upos(at) == Upos::Adj && self.noun_follows(at),
                Upos::Noun | Upos::Propn => true,
                Upos::Num => noun.is_none() && at > from,
                Upos::Adv => noun.is_none() && self.s.upos(at + 1) == Upos::Adj,
                Upos::Punct => self.s.xpos(at) == Xpos::Hyph && at > from || self.quote(at),
                Upos::Verb => participle && noun.is_none(),
                Upos::Cconj => noun.is_none() && at > from && at + 1 < self.sentence.end && self.s.upos(at + 1) == Upos::Adj,
                Upos::Part => self.s.xpos(at) == Xpos::Pos && self.noun_follows(at),
                _ => false,
            };
            let time = matches!(self.s.rel(at), Rel::OblUnmarked) && noun.is_some();
            if !joins || time {
                break;
            }
            if self.s.is_nominal(at) && self.s.upos(at) != Upos::Pron {
                // "two lawmakers, …", "arrested 11 people Monday", "two presidents Bush": a plural closes the phrase.
                let closed = noun.is_some_and(|h: usize| matches!(self.s.xpos(h), Xpos::Nns | Xpos::Nnps) && self.s.upos(at) == Upos::Propn && self.s.upos(h) == Upos::Noun);
                if closed {
                    break;
                }
                noun = Some(at);
            }
            at += 1;
        }
        noun.filter(|h| *h < self.sentence.end).map(|h| from..h + 1)
    }

    fn quote(&self, t: usize) -> bool {
        matches!(self.s.xpos(t), Xpos::Open | Xpos::Close) && self.s.upos(t) == Upos::Punct
    }

    fn noun_follows(&self, at: usize) -> bool {
        (at + 1..(at + 3).min(self.sentence.end)).find(|t| self.s.upos(*t) != Upos::Adj).is_some_and(|t| matches!(self.s.upos(t), Upos::Noun | Upos::Propn))
    }

    fn head(&self, words: &Range<usize>) -> usize {
        words.end - 1
    }

    fn harm(&self, t: usize) -> Option<&'static str> {
        let lemma = self.s.a.lemma(t);
        HARM.iter().find(|h| lemma.eq_ignore_ascii_case(h.0)).map(|h| h.1)
    }

    /// What happened: the counted noun itself, the words around, the tree.
    fn event(&self, c: &mut Counted, before: &[super::Found]) {
        if let Some(word) = c.head.and_then(|h| self.harm(h)) {
            return self.victims_noun(c, word);
        }
        if self.toll(c) || self.beside(c, before) {
            return;
        }
        // "a 10 percent cut", "a $1.4 billion package": what is so large is what it is about.
        if let Some(h) = c.head.filter(|h| c.measure && c.unit != "share" && *h >= c.end && !self.is(c.end, &["of", "in", "for", "to", "worth", "on"])) {
            c.what = self.noun_lemma(h);
            c.what_word = Some(h);
            return;
        }
        // "hundreds of people fled", "a third of the town was destroyed": the number's word may be the argument.
        let word = self.number_word();
        let top = c.head.unwrap_or(word);
        let Some((top, verb)) = self.verb(top, c).map(|v| (top, v)).or_else(|| self.verb(word, c).map(|v| (word, v))) else {
            return self.nearest_harm(c);
        };
        self.told_by(c, top, verb);
    }

    /// What the verb says of the counted, or of what it is the value of.
    fn told_by(&self, c: &mut Counted, top: usize, verb: usize) {
        let moves = trend_of(self.s, verb).is_some();
        let lemma = self.s.a.lemma(verb).to_lowercase();
        if let Some(word) = self.harm(verb).filter(|_| !c.measure || c.unit == "percent") {
            c.what = word.to_owned();
            c.what_word = Some(verb);
            c.harm = true;
            return;
        }
        let predicate = verb == top || self.s.a.child(verb, Rel::Cop).is_some();
        if predicate || ((moves || VALUE.contains(&lemma.as_str())) && (c.measure || c.head.is_none())) {
            let subject = self.s.a.children(verb).find(|x| self.s.rel(*x).is_subject() && *x < self.n.words.start);
            // "the number of deaths rises to 11"
            let number = subject.filter(|x| ["number", "total", "count", "tally", "amount", "rate"].iter().any(|w| self.s.is_lemma(*x, w)));
            let counted = number.and_then(|x| self.s.a.children_by(x, Rel::Nmod).find(|d| self.s.marked_by(*d, "of")));
            if let Some((d, word)) = counted.and_then(|d| self.harm(d).map(|w| (d, w))) {
                c.what = word.to_owned();
                c.what_word = Some(d);
                c.harm = true;
                c.who = "people".to_owned();
                return;
            }
            let subject = counted.or(subject);
            if let Some(x) = subject.filter(|x| matches!(self.s.upos(*x), Upos::Noun | Upos::Propn)) {
                c.what = self.noun_lemma(x);
                c.what_word = Some(x);
                return;
            }
        }
        let adjective = self.s.upos(verb) == Upos::Adj;
        // "cut $7 million", "raised $5 million" do it; "rose $5" only moves.
        let moves = moves && !self.s.is_passive(verb) && !matches!(lemma.as_str(), "cut" | "reduce" | "raise" | "lower");
        if !LIGHT.contains(&lemma.as_str()) && (self.s.upos(verb) == Upos::Verb || adjective) && !moves {
            c.what = participle(self.s, verb);
            c.what_word = Some(verb);
        }
    }

    /// "11 deaths", "22 casualties among civilians".
    fn victims_noun(&self, c: &mut Counted, word: &'static str) {
        let head = c.head.unwrap_or_default();
        c.what = word.to_owned();
        c.what_word = Some(head);
        c.harm = true;
        let among = (head + 1..(head + 3).min(self.sentence.end)).find(|t| self.is(*t, &["among", "of"]));
        let others = among.and_then(|t| self.phrase(t + 1));
        let modifier = c.who_words.clone().and_then(|w| w.into_iter().find(|t| *t < head && unit::is_person(&self.s.a.lemma(*t).to_lowercase())));
        match (modifier, others) {
            (Some(t), _) => c.who = self.noun_lemma(t),
            (None, Some(words)) if unit::is_person(&self.s.a.lemma(words.end - 1).to_lowercase()) => self.set_noun(c, words),
            _ => c.who = "people".to_owned(),
        }
        c.unit = "people".to_owned();
    }

    /// "the death toll rose to 11", "a toll of 11".
    fn toll(&self, c: &mut Counted) -> bool {
        if c.measure || c.head.is_some_and(|h| !unit::is_person(&self.s.a.lemma(h).to_lowercase())) {
            return false;
        }
        let from = self.sentence.start.max(self.n.words.start.saturating_sub(9));
        let Some(toll) = (from..self.n.words.start).rev().find(|t| self.is(*t, &["toll"])) else { return false };
        let between = (toll + 1..self.n.words.start).all(|t| !matches!(self.s.upos(t), Upos::Noun | Upos::Propn) && !self.is(t, &[";", ","]) || self.s.upos(t) == Upos::Adv);
        if !between {
            return false;
        }
        let injury = toll > 0 && self.is(toll - 1, &["injury", "casualty"]);
        c.what = if injury { "casualties" } else { "killed" }.to_owned();
        c.what_word = Some(toll);
        c.harm = true;
        if c.who.is_empty() {
            c.who = "people".to_owned();
        }
        c.unit = "people".to_owned();
        true
    }

    /// "11 dead", "30 wounded", "killing 11", "and 30 more injured": the word beside the number says it.
    fn beside(&self, c: &mut Counted, before: &[super::Found]) -> bool {
        if c.measure && c.unit != "percent" {
            return false;
        }
        let mut after = c.head.map_or(c.end, |h| h + 1);
        while self.is(after, &["more", "others", "other", "people", "were", "was", "are", "have", "been", "had", "has", "also", "left", "left", "reported", "confirmed", "went", "is", "remain", "remained", "still"]) {
            after += 1;
        }
        let participle = |t: usize| t < self.sentence.end && (self.s.upos(t) == Upos::Adj || matches!(self.s.xpos(t), Xpos::Vbn | Xpos::Vbd | Xpos::Jj | Xpos::Nn));
        let person = c.head.is_none_or(|h| self.person(h));
        let behind = Some(after).filter(|t| participle(*t) && person).and_then(|t| self.harm(t).map(|w| (t, w)));
        // "killed 11 people": the hedge may stand between.
        let front = (self.sentence.start.max(self.n.words.start.saturating_sub(5))..self.n.words.start)
            .rev()
            .find(|t| self.s.is_verb(*t) || matches!(self.s.upos(*t), Upos::Punct | Upos::Cconj | Upos::Noun | Upos::Propn))
            .filter(|t| self.s.is_verb(*t) && !self.s.is_passive(*t) && person)
            .and_then(|t| self.harm(t).map(|w| (t, w)));
        let kill = |w: &str| !matches!(w, "killed") || behind.is_none();
        let Some((t, word)) = front.filter(|f| kill(f.1)).or(behind).or(front) else { return false };
        c.what = word.to_owned();
        c.what_word = Some(t);
        c.harm = true;
        if c.who.is_empty() {
            let last = before.last().map(|f| &f.figure).filter(|f| f.unit == "people");
            c.who = last.map_or_else(|| "people".to_owned(), |f| f.who.clone());
            c.unit = if c.unit.is_empty() { "people".to_owned() } else { c.unit.clone() };
        }
        true
    }

    fn person(&self, head: usize) -> bool {
        let lemma = self.s.a.lemma(head).to_lowercase();
        let actor = self.actors.at(head).is_some_and(|m| matches!(m.kind, Kind::Person | Kind::Persons | Kind::People));
        unit::is_person(&lemma) || actor || lemma == "other"
    }

    /// The word of the number that the tree hangs elsewhere.
    fn number_word(&self) -> usize {
        let inside = |t: usize| self.s.a.head(t).is_some_and(|h| self.n.words.contains(&h));
        self.n.words.clone().find(|t| !inside(*t)).unwrap_or(self.n.words.start)
    }

    /// The verb that the counted noun is subject or object of; the noun itself where it is a predicate.
    fn verb(&self, top: usize, c: &Counted) -> Option<usize> {
        let mut top = self.s.first_conjunct(top);
        // A unit between number and verb: "rose by 5 percent".
        if c.measure && c.head.is_none() && c.end > self.n.words.end {
            top = self.s.a.head(self.number_word()).filter(|h| (self.n.words.end..c.end).contains(h)).unwrap_or(top);
        }
        if self.s.a.child(top, Rel::Cop).is_some() {
            return Some(top);
        }
        let acl = self.s.a.children(top).find(|x| *x > top && matches!(self.s.rel(*x), Rel::Acl) && self.s.xpos(*x) == Xpos::Vbn);
        if let Some(a) = acl {
            return Some(a);
        }
        let head = self.s.a.head(top)?;
        let rel = self.s.rel(top);
        // "two senators assailed the plan": who does something is counted as who he is.
        let does = rel == Rel::Nsubj
            && c.head.is_some()
            && self.s.a.children(head).any(|x| matches!(self.s.rel(x), Rel::Obj | Rel::Ccomp | Rel::Xcomp))
            && !["flee", "leave", "sign", "join", "attend", "lose", "support", "oppose"].iter().any(|w| self.s.is_lemma(head, w));
        let argument = matches!(rel, Rel::Obj | Rel::Nsubj | Rel::NsubjPass) && !does
            || matches!(rel, Rel::OblUnmarked | Rel::Obl | Rel::OblAgent | Rel::NmodUnmarked) && c.head.is_none() && !self.time(c);
        // The tagger takes some past tenses for adjectives: what has a subject and an object is a verb.
        let taken = self.s.upos(head) == Upos::Adj && self.s.a.child(head, Rel::Nsubj).is_some() && self.s.rel(top) == Rel::Obj;
        (argument && (self.s.is_verb(head) || taken)).then_some(head)
    }

    /// A length of time, which tells when rather than how much.
    fn time(&self, c: &Counted) -> bool {
        matches!(c.unit.as_str(), "second" | "minute" | "hour" | "day" | "night" | "week" | "month" | "year" | "decade" | "century")
    }

    /// Where the tree says nothing: a passive or participle that follows the noun.
    fn nearest_harm(&self, c: &mut Counted) {
        let Some(head) = c.head.filter(|h| self.person(*h)) else { return };
        let follows = (head + 1..(head + 4).min(self.sentence.end)).take_while(|t| !matches!(self.s.upos(*t), Upos::Punct | Upos::Noun | Upos::Propn));
        if let Some((t, word)) = follows.into_iter().find_map(|t| self.harm(t).map(|w| (t, w))) {
            c.what = word.to_owned();
            c.what_word = Some(t);
            c.harm = true;
        }
    }

    /// "rose to 11", "up 5 percent", "by 20 percent".
    fn trend(&self, c: &mut Counted) {
        let start = self.n.words.start;
        let from = self.sentence.start.max(start.saturating_sub(8));
        let mut to = None;
        for t in (from..start).rev() {
            if let Some(trend) = trend_of(self.s, t).filter(|_| self.s.is_verb(t)) {
                // "rose to", "fell by", "rose 5%"; not "fell from 11".
                let moved = self.s.is_lemma(t, "cut") || self.s.is_lemma(t, "raise") || self.s.is_lemma(t, "reduce");
                let direct = to.is_some() || c.measure && !moved && t + 3 >= start;
                if direct && to != Some("from") {
                    c.trend = Some(trend);
                }
                return;
            }
            if to.is_none() && self.is(t, &["to", "by", "from"]) && t + 5 > start {
                to = Some(match self.lower(t).as_str() { "to" => "to", "by" => "by", _ => "from" });
            }
            // Across another number only from the end to the beginning of a change: "fell from 9 to 4".
            if self.s.upos(t) == Upos::Num && !(to == Some("to") && (t.saturating_sub(4).max(from)..t).any(|i| self.is(i, &["from"]))) {
                return;
            }
            let particle = t > from && self.s.upos(t - 1) == Upos::Verb;
            if self.is(t, &["up", "down"]) && t + 2 >= start && !self.is(t + 1, &["to"]) && c.measure && !particle {
                c.trend = Some(if self.is(t, &["up"]) { "rising" } else { "falling" });
                return;
            }
            if matches!(self.s.upos(t), Upos::Punct) && !self.is(t, &["$", "-"]) {
                return;
            }
        }
    }

    /// Fills in what is still open: unit, and what is counted where nothing happened to it.
    fn settle(&self, c: &mut Counted) {
        let person = c.head.is_some_and(|h| self.person(h));
        if c.unit.is_empty() || (c.unit == "share" && c.head.is_none() && !c.measure) {
            c.unit = if person || c.harm && c.head.is_none() { "people".to_owned() } else { c.head.map(|h| self.noun_lemma(h).to_lowercase()).unwrap_or_default() };
        }
        if c.unit.is_empty() {
            c.unit = "count".to_owned();
        }
        if c.what.is_empty() {
            c.what = match c.head {
                Some(h) => self.noun_lemma(h),
                None => self.owner().unwrap_or_default(),
            };
        }
        // "aged 16", "aged 16 and 13", "the age of 60".
        let start = self.n.words.start;
        let joined = start > 2 && self.is(start - 1, &["and", "to"]) && self.is(start - 3, &["aged"]);
        if joined || (start > 0 && self.is(start - 1, &["aged"])) || (c.what == "age" && c.head.is_none()) {
            c.what = "age".to_owned();
            c.unit = "year".to_owned();
            c.what_word = None;
        }
    }

    /// What a number without a noun is the value of: the noun before "of", "at", "to" ("a price of $20").
    fn owner(&self) -> Option<String> {
        let from = self.sentence.start.max(self.n.words.start.saturating_sub(6));
        let mut preposition = false;
        for t in (from..self.n.words.start).rev() {
            if self.is(t, &["of", "at", "to", "than", "by", "least", "about", "more"]) {
                preposition = true;
            } else if self.s.upos(t) == Upos::Noun && preposition {
                return Some(self.noun_lemma(t));
            } else if !matches!(self.s.upos(t), Upos::Adv | Upos::Adp | Upos::Det | Upos::Adj | Upos::Num) {
                return None;
            }
        }
        None
    }
}

/// Irregular participles of verbs that news counts with.
const IRREGULAR: [(&str, &str); 42] = [
    ("win", "won"), ("lose", "lost"), ("buy", "bought"), ("sell", "sold"), ("send", "sent"), ("spend", "spent"), ("pay", "paid"),
    ("build", "built"), ("burn", "burned"), ("steal", "stolen"), ("shoot", "shot"), ("cut", "cut"), ("hit", "hit"), ("leave", "left"),
    ("flee", "fled"), ("lead", "led"), ("lend", "lent"), ("break", "broken"), ("write", "written"), ("draw", "drawn"), ("fly", "flown"),
    ("drive", "driven"), ("throw", "thrown"), ("grow", "grown"), ("run", "run"), ("set", "set"), ("meet", "met"), ("feed", "fed"),
    ("sink", "sunk"), ("eat", "eaten"), ("choose", "chosen"), ("speak", "spoken"), ("seek", "sought"), ("teach", "taught"),
    ("catch", "caught"), ("fight", "fought"), ("hear", "heard"), ("swear", "sworn"), ("freeze", "frozen"), ("split", "split"),
    ("withdraw", "withdrawn"), ("rebuild", "rebuilt"),
];

/// A verb's past participle.
fn participle(s: Syntax<'_>, verb: usize) -> String {
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
