//! Since when and until when, as far as the sentence tells it.

use super::Verb;
use super::look::Look;
use dateline_contract::{Period, Precision, RelationKind};
use dateline_language::{Upos, Xpos};

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

/// The year, or the month of one, that a time tells which begins at a word or a few words on ("since **the late summer of
/// 2002**"). Of an undated report nobody knows which year "last year" is.
fn time(look: &Look<'_>, t: usize) -> Option<Period> {
    let time = look.times.at(t)?;
    let moment = time.moment()?;
    let date = time.date()?;
    let month = matches!(date.precision, Precision::Day | Precision::Week | Precision::Month)
        .then(|| moment.first.month().unsigned_abs());
    Some(Period { year: moment.first.year(), month })
}
