//! A point in a plain sentence: the report's own words as they stand, behind who says them.

use crate::Report;
use crate::party::{Parties, names};
use crate::quote::is_double_mark;
use crate::unit::{Kind, Unit, cover};
use crate::words::lists;
use dateline_contract::{Body, Entity, Omission, RelationKind};
use dateline_text::Span;

/// Longest `what`, in characters.
const LONGEST: usize = 190;
/// Clauses with fewer bytes are not shown by themselves.
const SHORT: usize = 60;

/// Tells the units of one comparison.
pub(crate) struct Teller<'c> {
    pub(crate) reports: &'c [&'c Report<'c>],
    pub(crate) parties: &'c Parties,
}

impl Teller<'_> {
    /// A telling as a sentence.
    pub(crate) fn what(&self, unit: &Unit) -> String {
        let report = self.reports[unit.report];
        let text = report.analysis.text();
        let body = unit.records.first().map(|r| &report.records[*r].body);
        let told = match body {
            Some(Body::Statement(s)) => {
                let who = names(&unit.speakers);
                let content: &[Span] = if unit.piece { &unit.content } else { &s.content };
                if let Some(span) = self.together(unit, s).filter(|_| !unit.piece) {
                    let words = whole_marks(span.of(text));
                    let pronoun = s.source.iter().all(|e| lists().pronouns.has(e.span.of(text)));
                    if pronoun { format!("{}: {words}", capital(&who)) } else { words }
                } else {
                    let content: Vec<String> = content.iter().map(|c| c.of(text).to_owned()).collect();
                    let content = content.join(" … ");
                    let content = unquoted(without_that(&content));
                    let direct = s.form == dateline_contract::Form::Direct;
                    let content = if direct { format!("“{content}”") } else { content.to_owned() };
                    if who.is_empty() { capital(&content) } else { format!("{}: {content}", capital(&who)) }
                }
            }
            Some(Body::Event(e)) => {
                let clause = e.clause.of(text).to_owned();
                let actor_is_there = e.actor.iter().any(|a| e.clause.contains(a.span));
                let who = names(&unit.actor);
                if actor_is_there || who.is_empty() { capital(&clause) } else { format!("{}: {clause}", capital(&who)) }
            }
            Some(Body::Relation(_)) => self.relation(unit),
            Some(Body::Omission(o)) => self.omission(unit.report, o),
            _ => cover(&unit.content).map(|s| s.of(text).to_owned()).unwrap_or_default(),
        };
        shortened(&one_line(&told), LONGEST)
    }

    fn name(&self, report: usize, e: &Entity) -> String {
        self.parties.entity(report, self.reports[report].analysis.text(), e).name
    }

    /// From the first to the last of speaker, cue and content, where they stand in one sentence.
    fn together(&self, unit: &Unit, s: &dateline_contract::Statement) -> Option<Span> {
        let a = self.reports[unit.report].analysis;
        let all = s.source.iter().map(|e| e.span).chain(s.cue).chain(s.content.iter().copied());
        let span = all.reduce(Span::cover).filter(|_| !s.source.is_empty() && s.cue.is_some())?;
        let token = |at: usize| a.tokens.partition_point(|t| t.span.end() <= at).min(a.tokens.len().saturating_sub(1));
        (a.sentence_of(token(span.start())) == a.sentence_of(token(span.end() - 1))).then_some(span)
    }

    fn relation(&self, unit: &Unit) -> String {
        let all = unit.relations(self.reports[unit.report]);
        let Some(x) = all.first() else { return String::new() };
        let report = unit.report;
        let text = self.reports[report].analysis.text();
        let from: Vec<_> = all.iter().map(|x| self.parties.entity(report, text, &x.from)).collect();
        let verb = match x.kind {
            RelationKind::MemberOf => "is a member of",
            RelationKind::SpokespersonOf => "speaks for",
            RelationKind::OfficeOf => "holds office in",
            RelationKind::Backs => "backs",
            RelationKind::TiesWith => "has ties with",
            RelationKind::PartOf => "is part of",
            RelationKind::SuccessorOf => "is the successor of",
            RelationKind::CounterpartOf => "is the counterpart of",
        };
        capital(&format!("{} {verb} {}", names(&from), self.name(report, &x.to)))
    }

    fn omission(&self, report: usize, o: &Omission) -> String {
        let text = self.reports[report].analysis.text();
        let of = cover(&o.of).map_or("it", |s| s.of(text));
        capital(&format!("{} does not mention {of}", self.name(report, &o.who)))
    }

    /// A telling in its own words, behind who says it where it does not tell that itself: the sentence, or of a long one
    /// the clause.
    pub(crate) fn clause(&self, sentence: Span, clause: Span, report: usize, said: Option<&Unit>) -> String {
        let text = self.reports[report].analysis.text();
        let long = one_line(sentence.of(text)).chars().count() > LONGEST;
        // A few words are no clause that can be read by itself.
        let span = with_opening_mark(text, if long && clause.len() >= SHORT { clause } else { sentence });
        let words = whole_marks(&one_line(span.of(text)));
        let who = said.filter(|u| !u.speakers.is_empty() && !holds_a_source(u, self.reports[report], span));
        let told = match who.map(|u| names(&u.speakers)) {
            Some(who) => format!("{}: {words}", capital(&who)),
            None => words,
        };
        shortened(&told, LONGEST)
    }
}

/// Whether one who says a unit is named in a span.
fn holds_a_source(unit: &Unit, report: &Report<'_>, span: Span) -> bool {
    unit.statement(report).is_some_and(|s| s.source.iter().any(|e| span.contains(e.span)))
}

/// A span with the quotation mark before it, where what it opens ends inside.
fn with_opening_mark(text: &str, span: Span) -> Span {
    let opening = text[..span.start()].chars().next_back().filter(|c| is_double_mark(*c));
    let open = span.of(text).chars().filter(|c| is_double_mark(*c)).count() % 2 == 1;
    let wider = opening.filter(|_| open).and_then(|c| Span::new(text, span.start() - c.len_utf8(), span.end()));
    wider.unwrap_or(span)
}

/// Words without a quotation mark at their ends that has no partner in them.
fn whole_marks(words: &str) -> String {
    let double = |c: char| is_double_mark(c);
    let count = words.chars().filter(|c| double(*c)).count();
    let one = if count % 2 == 1 { words.strip_prefix(double).or(words.strip_suffix(double)) } else { None };
    one.unwrap_or(words).trim().to_owned()
}

/// Content without the "that" which binds it to its cue.
fn without_that(content: &str) -> &str {
    content.strip_prefix("that ").unwrap_or(content)
}

/// Content without the quotation marks around all of it.
fn unquoted(content: &str) -> &str {
    let both = content.starts_with(is_double_mark) && content.ends_with(is_double_mark);
    if both { content.trim_matches(is_double_mark) } else { content }
}

/// Text on one line, without space at its ends.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// With a capital letter.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// Cut at the end of a word, with an ellipsis.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.trim_end_matches([',', ';', ':']).to_owned();
    }
    let cut: usize = text.chars().take(most).map(char::len_utf8).sum();
    let cut = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{} …", text[..cut].trim_end_matches([',', ';', ':', ' ']))
}

/// What leads the sentence of a point: the better a telling reads, the lower.
pub(crate) fn readability(unit: &Unit) -> (usize, usize) {
    let kind = match unit.kind {
        Kind::Event | Kind::Relation | Kind::Omission => 0,
        Kind::Statement => 1,
        Kind::Passage => 2,
    };
    let length = unit.content.iter().map(|s| s.len()).sum::<usize>();
    (kind, length.abs_diff(110))
}
