//! What a number counts, and what happened to it.

use super::hedge;
use super::number::Number;
use super::unit::{self, PEOPLE};
use super::words::trend_of;
use crate::ground::{Finding, Within};
use crate::words::FigureWords;
use dateline_contract::{Figure, Trend};
use dateline_language::{Rel, Upos, Xpos};
use std::ops::{Deref, Range};

/// What a number counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Counted {
    pub(super) what: String,
    pub(super) who: String,
    pub(super) unit: String,
    pub(super) trend: Option<Trend>,
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

/// Looks around one number.
pub(super) struct Finder<'g> {
    w: &'g Within<'g>,
    pub(super) n: &'g Number,
}

impl<'g> Deref for Finder<'g> {
    type Target = Within<'g>;

    fn deref(&self) -> &Within<'g> {
        self.w
    }
}

/// Finds what a number counts; `before` are the figures told before it in the sentence.
pub(super) fn find(w: &Within<'_>, n: &Number, before: &[Finding<Figure>]) -> Counted {
    let f = Finder { w, n };
    let mut c = Counted { end: n.words.end, ..Counted::default() };
    f.unit(&mut c);
    f.noun(&mut c);
    f.event(&mut c, before);
    f.trend(&mut c);
    f.settle(&mut c);
    c
}

/// What is counted from a word on: "a rising number of | civilians".
pub(super) fn of(w: &Within<'_>, n: &Number, number: usize, at: usize) -> Option<Counted> {
    let f = Finder { w, n };
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
pub(super) fn tally(w: &Within<'_>, n: &Number) -> Counted {
    let voted = w.sentence.clone().any(|t| w.lemma_in(t, &w.tables.words.figures.vote_words));
    let word = if voted { "vote" } else { "point" };
    Counted {
        what: format!("{word}s"),
        who: word.to_owned(),
        unit: word.to_owned(),
        end: n.words.end,
        ..Counted::default()
    }
}

impl<'g> Finder<'g> {
    pub(super) fn lists(&self) -> &'g FigureWords {
        &self.s.words.figures
    }

    /// A noun's lemma as it is written in a record: names keep their capitals, persons are people.
    pub(super) fn noun_lemma(&self, t: usize) -> String {
        let lemma = self.s.a.lemma(t);
        if self.s.upos(t) == Upos::Propn {
            let form = self.s.a.form(t);
            let plural = self.s.xpos(t) == Xpos::Nnps && form.ends_with('s') && !form.ends_with("ss");
            return if plural { form[..form.len() - 1].to_owned() } else { form.to_owned() };
        }
        if lemma.eq_ignore_ascii_case("person") { PEOPLE.to_owned() } else { lemma.to_lowercase() }
    }

    /// Percent, money or measure right behind the number.
    fn unit(&self, c: &mut Counted) {
        c.unit = self.n.unit.clone().unwrap_or_default();
        let at = self.past_hedge(self.n.words.end);
        let hyphen = self.is_any(at, &["-", "‑"]);
        let word = self.lower(at + usize::from(hyphen));
        if self.lists().percent_words.has(&word) {
            c.unit = "percent".to_owned();
            c.end = at + 1 + usize::from(hyphen);
        } else if word == "per" && self.is_any(at + 1, &["cent"]) {
            c.unit = "percent".to_owned();
            c.end = at + 2;
        } else if word == "percentage" && self.is_any(at + 1, &["point", "points"]) {
            c.unit = "percentage point".to_owned();
            c.end = at + 2;
        } else if c.unit.is_empty() {
            let of = self.n.vague && self.is_any(at, &["of"]);
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

    /// One past a hedge that follows the number: "or more", "-plus".
    fn past_hedge(&self, at: usize) -> usize {
        hedge::after(self.w, at).map_or(at, |(end, _)| end)
    }

    /// "12 km", "10-year", "55 square miles", "three more weeks".
    fn measure(&self, c: &mut Counted, from: usize) {
        let square = self.is_any(from, &["square", "cubic"]);
        let more = self.form_in(from, &self.lists().before_measures) && self.sentence.contains(&(from + 1));
        let at = from + usize::from(square || more);
        let word = self.lower(at);
        let Some(name) = self.lists().measures.value(&word) else { return };
        // "second", "quarter" beside a number are measures in the plural alone; "foot soldiers" are no feet.
        let plural = self.s.xpos(at) == Xpos::Nns
            || self.n.value == Some(1.0)
            || at > from
            || self.is_any(at - 1, &["-", "‑"])
            || word.len() <= 3;
        if !plural && self.lists().plural_measures.has(name) {
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
        // "ten were killed, three of them children"
        if self.is_any(at, &["of"]) && self.form_in(at + 1, &self.lists().those_counted) {
            let some = self.phrase(at + 2).filter(|words| self.person(self.head(words)));
            some.into_iter().for_each(|words| self.set_noun(c, words));
            return;
        }
        if self.is_any(at, &["of"]) || (c.measure && self.form_in(at, &self.lists().between_measure_and_noun)) {
            at += 1;
            if self.is_any(at, &["of"]) {
                at += 1;
            }
            // A time or place after the unit is no noun that is counted: "two years in prison", "5% in 2019".
            if let Some(words) = self.phrase(at) {
                let head = self.head(&words);
                let strict = self.is_any(at - 1, &["of", "worth"]);
                let calendar = self.s.upos(head) == Upos::Num || self.s.upos(head) == Upos::Propn && !strict;
                if !calendar
                    && (strict || !self.is_any(at - 1, &["to", "on"]))
                    && (strict || unit::is_currency(&c.unit))
                {
                    self.set_noun(c, words);
                }
            }
            return;
        }
        // "a 10-round limit": rounds are counted.
        if self.is_any(at, &["-", "‑"]) && !c.measure {
            let noun = at + 1;
            if noun < self.sentence.end && matches!(self.s.upos(noun), Upos::Noun | Upos::Propn) {
                self.set_noun(c, noun..noun + 1);
            }
            return;
        }
        // "rose to $5m last year"
        let when = |words: &Range<usize>| {
            c.measure
                && self.lists().measures.value(&self.lower(self.head(words))).is_some_and(|m| self.lists().times.has(m))
        };
        if let Some(words) = self.phrase(at).filter(|words| !when(words)) {
            self.set_noun(c, words);
        }
    }

    pub(super) fn set_noun(&self, c: &mut Counted, words: Range<usize>) {
        let head = self.head(&words);
        c.head = Some(head);
        let first = words
            .clone()
            .find(|t| !matches!(self.s.upos(*t), Upos::Det | Upos::Adv | Upos::Punct | Upos::Num))
            .unwrap_or(head);
        let mut names: Vec<String> = (first.max(head.saturating_sub(3))..head)
            .filter(|t| {
                !matches!(self.s.upos(*t), Upos::Det | Upos::Punct | Upos::Num | Upos::Cconj | Upos::Adv | Upos::Part)
            })
            .filter(|t| !self.form_in(*t, &self.lists().empty_modifiers))
            .map(|t| {
                if self.s.upos(t) == Upos::Propn {
                    self.s.a.form(t).to_owned()
                } else {
                    self.s.a.form(t).to_lowercase()
                }
            })
            .collect();
        names.push(self.noun_lemma(head));
        c.who = names.join(" ");
        c.who_words = Some(words);
    }

    /// The phrase that begins at a word: modifiers up to its noun. `None` where no noun comes.
    pub(super) fn phrase(&self, from: usize) -> Option<Range<usize>> {
        let mut at = from;
        let mut noun = None;
        while at < self.sentence.end && at < from + 9 {
            let participle =
                matches!(self.s.xpos(at), Xpos::Vbn | Xpos::Vbg) && matches!(self.s.rel(at), Rel::Amod | Rel::Compound);
            let joins = match self.s.upos(at) {
                Upos::Adj | Upos::Det => noun.is_none() || self.s.upos(at) == Upos::Adj && self.noun_follows(at),
                Upos::Noun | Upos::Propn => true,
                Upos::Num => noun.is_none() && at > from,
                Upos::Adv => noun.is_none() && self.s.upos(at + 1) == Upos::Adj,
                Upos::Punct => self.s.xpos(at) == Xpos::Hyph && at > from || self.quote(at),
                Upos::Verb => participle && noun.is_none(),
                Upos::Cconj => {
                    noun.is_none() && at > from && at + 1 < self.sentence.end && self.s.upos(at + 1) == Upos::Adj
                }
                Upos::Part => self.s.xpos(at) == Xpos::Pos && self.noun_follows(at),
                _ => false,
            };
            let time = matches!(self.s.rel(at), Rel::OblUnmarked) && noun.is_some();
            if !joins || time {
                break;
            }
            if self.s.is_nominal(at) && self.s.upos(at) != Upos::Pron {
                // "two lawmakers, …", "arrested 11 people Monday", "two presidents Bush": a plural closes the phrase.
                let closed = noun.is_some_and(|h: usize| {
                    matches!(self.s.xpos(h), Xpos::Nns | Xpos::Nnps)
                        && self.s.upos(at) == Upos::Propn
                        && self.s.upos(h) == Upos::Noun
                });
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
        (at + 1..(at + 3).min(self.sentence.end))
            .find(|t| self.s.upos(*t) != Upos::Adj)
            .is_some_and(|t| matches!(self.s.upos(t), Upos::Noun | Upos::Propn))
    }

    fn head(&self, words: &Range<usize>) -> usize {
        words.end - 1
    }

    /// "rose to 11", "up 5 percent", "by 20 percent".
    fn trend(&self, c: &mut Counted) {
        let start = self.n.words.start;
        let from = self.sentence.start.max(start.saturating_sub(8));
        let mut to = None;
        for t in (from..start).rev() {
            if let Some(trend) = trend_of(self.s, t).filter(|_| self.s.is_verb(t) && self.s.rel(t) != Rel::Amod) {
                // "rose to", "fell by", "rose 5%"; not "fell from 11".
                let moved = self.s.is_lemma(t, "cut") || self.s.is_lemma(t, "raise") || self.s.is_lemma(t, "reduce");
                let direct = to.is_some() || c.measure && !moved && t + 3 >= start;
                if direct && to != Some("from") {
                    c.trend = Some(trend);
                }
                return;
            }
            if to.is_none() && self.is_any(t, &["to", "by", "from"]) && self.s.upos(t) != Upos::Part && t + 5 > start {
                to = Some(match self.lower(t).as_str() {
                    "to" => "to",
                    "by" => "by",
                    _ => "from",
                });
            }
            // Across another number only from the end to the beginning of a change: "fell from 9 to 4".
            if self.s.upos(t) == Upos::Num
                && !(to == Some("to") && (t.saturating_sub(4).max(from)..t).any(|i| self.is_any(i, &["from"])))
            {
                return;
            }
            let particle = t > from && self.s.upos(t - 1) == Upos::Verb;
            if self.is_any(t, &["up", "down"])
                && t + 2 >= start
                && !self.is_any(t + 1, &["to"])
                && c.measure
                && !particle
            {
                c.trend = Some(if self.is_any(t, &["up"]) { Trend::Rising } else { Trend::Falling });
                return;
            }
            if matches!(self.s.upos(t), Upos::Punct) && !self.is_any(t, &["$", "-"]) {
                return;
            }
        }
    }

    /// Fills in what is still open: unit, and what is counted where nothing happened to it.
    fn settle(&self, c: &mut Counted) {
        let person = c.head.is_some_and(|h| self.person(h));
        if c.unit.is_empty() || (c.unit == "share" && c.head.is_none() && !c.measure) {
            c.unit = if person || c.harm && c.head.is_none() {
                PEOPLE.to_owned()
            } else {
                c.head.map(|h| self.noun_lemma(h).to_lowercase()).unwrap_or_default()
            };
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
        let joined = start > 2 && self.is_any(start - 1, &["and", "to"]) && self.is_any(start - 3, &["aged"]);
        if joined || (start > 0 && self.is_any(start - 1, &["aged"])) || (c.what == "age" && c.head.is_none()) {
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
            if self.form_in(t, &self.lists().before_values) {
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
