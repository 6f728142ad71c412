//! Two that are spoken of together: "both sides", "the two leaders", "they".

use super::{Kind, Mention};
use crate::syntax::Syntax;
use dateline_contract::record::MentionForm;
use dateline_language::Rel;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many sentences back a pair looks for its two.
const REACH: usize = 3;

/// Two parties that the text sets against or beside each other.
struct Two {
    /// Where it does so.
    at: usize,
    /// Heads of their mentions.
    sides: [usize; 2],
    /// "between A and B": says of itself that they are two.
    between: bool,
}

/// Says for whom "both sides", "the two countries" and "they" stand.
pub(super) fn find(s: Syntax<'_>, mentions: &mut BTreeMap<usize, Mention>, heads: &[usize]) {
    let asks = |m: &Mention| m.kind == Kind::Pair || (m.kind == Kind::Pronoun && m.plural);
    if !mentions.values().any(asks) {
        return;
    }
    let known = all(s, mentions, heads);
    // The two that a sentence calls they, and its number.
    let mut called: Option<(usize, [usize; 2])> = None;
    for h in heads {
        let m = &mentions[h];
        let sentence = s.a.sentence_of(*h);
        let again = || called.filter(|c| c.0 == sentence && s.form_in(*h, &s.words.refer.them)).map(|c| c.1);
        let sides = match (m.kind, m.form) {
            (Kind::Pair, _) => described(s, mentions, &known, *h),
            (Kind::Pronoun, MentionForm::Pronoun) if m.plural => they(s, mentions, &known, *h).or_else(again),
            _ => None,
        };
        if let Some(sides) = sides.filter(|_| m.form == MentionForm::Pronoun) {
            called = Some((sentence, sides));
        }
        if let (Some(sides), Some(m)) = (sides, mentions.get_mut(h)) {
            m.stands_for = sides.to_vec();
            m.kind = Kind::Pair;
        }
    }
}

/// Every two of a report.
#[derive(Default)]
struct Known {
    /// In the order of where the text tells of them, each with its number in the order of its first side.
    all: Vec<(Two, usize)>,
    /// Those that say of themselves that they are two, in order.
    between: Vec<(usize, [usize; 2])>,
}

impl Known {
    fn of(mut all: Vec<Two>) -> Self {
        let mut all: Vec<(Two, usize)> = all.drain(..).enumerate().map(|(i, two)| (two, i)).collect();
        all.sort_by_key(|(two, _)| two.at);
        let between = all.iter().filter(|(two, _)| two.between).map(|(two, _)| (two.at, two.sides)).collect();
        Self { all, between }
    }

    /// The nearest before a word that say of themselves that they are two, else the nearest behind it.
    fn between(&self, h: usize) -> Option<[usize; 2]> {
        let after = self.between.partition_point(|(at, _)| *at < h);
        self.between.get(after.saturating_sub(1)).map(|(_, sides)| *sides)
    }

    /// Those that are told of in a range of words, in order.
    fn within(&self, words: Range<usize>) -> &[(Two, usize)] {
        let first = self.all.partition_point(|(two, _)| two.at < words.start);
        let end = self.all.partition_point(|(two, _)| two.at < words.end);
        &self.all[first..end.max(first)]
    }
}

fn all(s: Syntax<'_>, mentions: &BTreeMap<usize, Mention>, heads: &[usize]) -> Known {
    let mut out = Vec::new();
    for h in heads {
        let both = s.conjuncts(*h);
        if let [a, b, ref rest @ ..] = both[..]
            && a == *h
            && mentions.contains_key(&b)
        {
            let between = s.marked_by(*h, "between");
            if between || rest.is_empty() && alike(mentions, [a, b]) {
                out.push(Two { at: *h, sides: [a, b], between });
            }
        }
        // "Chad accused Niger", "Ghana met with Togo": who does something to whom.
        let other = s.a.head(*h).filter(|_| s.rel(*h).is_subject()).and_then(|v| opposite(s, v, mentions));
        if let Some(other) = other.filter(|o| *o != *h && alike(mentions, [*h, *o]) && s.conjuncts(*h).len() == 1) {
            out.push(Two { at: other, sides: [*h, other], between: false });
        }
    }
    Known::of(out)
}

/// The one other party of a verb.
fn opposite(s: Syntax<'_>, verb: usize, mentions: &BTreeMap<usize, Mention>) -> Option<usize> {
    let with = |c: &usize| matches!(s.rel(*c), Rel::Obj) || s.rel(*c) == Rel::Obl && s.marked_by(*c, "with");
    s.a.children(verb)
        .filter(|c| *c > verb)
        .find(with)
        .filter(|c| mentions.contains_key(c) && s.conjuncts(*c).len() == 1)
}

/// Two states or two persons, each by name or office.
fn alike(mentions: &BTreeMap<usize, Mention>, sides: [usize; 2]) -> bool {
    let sort = |h: usize| match mentions[&h].kind {
        Kind::Country | Kind::Seat => Some(0),
        Kind::Person | Kind::Unknown if mentions[&h].form != MentionForm::Pronoun => Some(1),
        Kind::Body => Some(2),
        _ => None,
    };
    sort(sides[0]).is_some() && sort(sides[0]) == sort(sides[1])
}

fn are_persons(mentions: &BTreeMap<usize, Mention>, two: &Two) -> bool {
    two.sides.iter().all(|h| matches!(mentions[h].kind, Kind::Person | Kind::Unknown))
}

/// "both sides": the nearest that are told to be two, else the two told of last, of the sort that the noun names.
fn described(s: Syntax<'_>, mentions: &BTreeMap<usize, Mention>, known: &Known, h: usize) -> Option<[usize; 2]> {
    if let Some(sides) = known.between(h) {
        return Some(sides);
    }
    let persons = s.is_lemma(h, "leader");
    let states = s.lemma_in(h, &s.words.refer.paired_states);
    let from = s.a.sentences[s.a.sentence_of(h).saturating_sub(REACH)].start;
    let fits = |two: &&(Two, usize)| {
        let of_persons = are_persons(mentions, &two.0);
        !(persons && !of_persons || states && of_persons)
    };
    known.within(from..h).iter().rfind(fits).map(|(two, _)| two.sides)
}

/// "They", where the language stage says that it takes up two joined names, or the sentence before tells of two persons
/// and of nobody else.
fn they(s: Syntax<'_>, mentions: &BTreeMap<usize, Mention>, known: &Known, h: usize) -> Option<[usize; 2]> {
    if let Some(a) = s.a.antecedent(h).filter(|a| a.all)
        && let [x, y] = s.conjuncts(a.head as usize)[..]
        && mentions.contains_key(&x)
        && mentions.contains_key(&y)
    {
        return Some([x, y]);
    }
    let pronoun = s.form_in(h, &s.words.refer.they) || s.form_in(h, &s.words.refer.them);
    if pronoun && s.a.tokens.len() > h + 1 && s.form_in(h + 1, &s.words.refer.both) {
        return both(s, mentions, known, h);
    }
    let before = s.a.sentence_of(h).checked_sub(1).map(|i| s.a.sentences[i].clone())?;
    let own = &s.a.sentences[s.a.sentence_of(h)];
    let first = s.form_in(h, &s.words.refer.they) && h < own.start + 3;
    let others =
        || mentions.range(before.clone()).any(|(_, m)| m.plural || matches!(m.kind, Kind::Body | Kind::People));
    let told = known.within(before.clone()).iter().filter(|(two, _)| two.sides.iter().all(|x| before.contains(x)));
    let (two, _) = told.max_by_key(|(_, number)| *number)?;
    (first && are_persons(mentions, two) && !others()).then_some(two.sides)
}

/// "They both", "them both": the last two persons told of together in the sentences before, where nobody else is named since.
fn both(s: Syntax<'_>, mentions: &BTreeMap<usize, Mention>, known: &Known, h: usize) -> Option<[usize; 2]> {
    let from = s.a.sentences[s.a.sentence_of(h).saturating_sub(REACH)].start;
    let (two, _) = known.within(from..h).iter().rfind(|(two, _)| are_persons(mentions, two))?;
    let words: Vec<&str> = two.sides.iter().flat_map(|side| mentions[side].core.clone()).map(|t| s.a.form(t)).collect();
    let others = mentions.range(two.at + 1..h).any(|(t, m)| {
        // "Police arrested them both": who does it is neither.
        let doer = s.rel(*t).is_subject() && s.a.head(*t) == s.a.head(h);
        let named = m.form != MentionForm::Pronoun && !two.sides.contains(t) && !doer;
        named && (m.plural || matches!(m.kind, Kind::Person | Kind::Unknown) && !words.contains(&s.a.form(*t)))
    });
    (!others).then_some(two.sides)
}
