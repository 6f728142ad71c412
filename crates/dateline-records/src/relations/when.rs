//! Since when and until when, as far as the sentence tells it.

use super::Verb;
use super::look::Look;
use dateline_contract::{Period, RelationKind};
use dateline_language::{Upos, Xpos};
use dateline_text::document::MONTHS;

/// How far from the words of the relation its times may stand, in words.
const REACH: usize = 24;

/// "since 2002", "from 1999 to 2004", "until last year", looked for around the words that say the relation.
pub(super) fn told(look: &Look<'_>, cue: usize, kind: RelationKind) -> (Option<Period>, Option<Period>) {
    let sentence = look.sentence(cue);
    let (mut since, mut until) = (None, None);
    let mut read = |t: usize| {
        if look.is(t, "since") {
            since = since.take().or_else(|| time(look, t + 1));
        } else if look.is_any(t, &["until", "till"]) {
            until = until.take().or_else(|| time(look, t + 1));
        } else if look.is_any(t, &["from", "between"]) {
            let Some(first) = time(look, t + 1) else { return };
            let then = (t + 2..(t + 5).min(sentence.end)).find(|i| look.form_in(*i, &look.words().until));
            let last = then.and_then(|i| time(look, i + 1));
            if last.is_some() || look.is(t, "from") {
                since = since.take().or(Some(first));
                until = until.take().or(last);
            }
        } else if look.is(t, "in") && matches!(kind, RelationKind::MemberOf) && joined(look, cue) {
            since = since.take().or_else(|| time(look, t + 1));
        }
    };
    for t in cue..sentence.end.min(cue + REACH) {
        // Another clause has its own times.
        if t > cue
            && (look.is(t, ";")
                || (look.s.is_verb(t)
                    && matches!(look.s.xpos(t), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
                    && look.s.upos(t) == Upos::Verb))
        {
            break;
        }
        read(t);
    }
    if look.is_any(sentence.start, &["since", "from", "until"]) {
        read(sentence.start);
    }
    (since, until)
}

fn joined(look: &Look<'_>, cue: usize) -> bool {
    look.words().verbs.get(look.s.a.lemma(cue)) == Some(Verb::Join)
}

/// A year, a month and year, or a year seen from the report's ("last year"), that begins at a word.
fn time(look: &Look<'_>, t: usize) -> Option<Period> {
    let a = look.s.a;
    let end = look.sentence(t.min(a.tokens.len() - 1)).end;
    let year = |t: usize| (t < end).then(|| a.form(t)).and_then(year_of);
    let mut t = t;
    while t < end && look.form_in(t, &look.words().before_year) {
        t += 1;
    }
    if let Some(year) = year(t) {
        return Some(Period { year, month: None });
    }
    if t < end && look.is_any(t, &["last", "this", "next"]) && look.is(t + 1, "year") {
        let shift = if look.is(t, "last") { -1 } else { i16::from(look.is(t, "next")) };
        // Of an undated report nobody knows which year that is.
        return a.document.date.map(|d| Period { year: d.year() + shift, month: None });
    }
    let word = (t < end).then(|| a.form(t).to_lowercase())?;
    let month = MONTHS.iter().position(|m| word.starts_with(&m[..3]) && look.s.upos(t) == Upos::Propn)?;
    let year = (t + 1..(t + 4).min(end)).find_map(year)?;
    Some(Period { year, month: Some(month as u8 + 1) })
}

/// The year that a word names.
fn year_of(form: &str) -> Option<i16> {
    let year = form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit()) && matches!(form.as_bytes()[0], b'1' | b'2');
    year.then(|| form.parse().ok()).flatten()
}
