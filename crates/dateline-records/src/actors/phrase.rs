//! Where a noun phrase begins and ends.

use crate::syntax::Syntax;
use dateline_language::{Rel, Upos, Xpos};
use dateline_text::{QuoteMark, Span};
use std::ops::Range;

/// Whether a word heads a phrase of its own, rather than being part of another's name or a modifier.
pub(super) fn heads_phrase(s: Syntax<'_>, t: usize) -> bool {
    if s.xpos(t) == Xpos::PrpS {
        return true;
    }
    let part = matches!(
        s.rel(t),
        Rel::Flat
            | Rel::Compound
            | Rel::NmodDesc
            | Rel::Fixed
            | Rel::Goeswith
            | Rel::Amod
            | Rel::Det
            | Rel::Case
            | Rel::Punct
            | Rel::Nummod
            | Rel::Advmod
            | Rel::DetPredet
            | Rel::CcPreconj
            | Rel::Expl
    );
    let nominal = s.is_nominal(t) || (s.upos(t) == Upos::Det && matches!(s.rel(t), Rel::Nsubj | Rel::Obj | Rel::Obl));
    nominal && !part
}

/// The words of a phrase from its first modifier to its head and what is joined to the head as one name.
///
/// A title in front of a name counts even where the parser hung it elsewhere ("Turkish President Tayyip Erdogan" after
/// "and"): what stands directly before a name, unparted by any mark, is its title.
pub(super) fn core(s: Syntax<'_>, head: usize) -> Range<usize> {
    let a = s.a;
    let (mut first, mut last) = (head, head);
    let left = |c: usize| {
        matches!(
            s.rel(c),
            Rel::Det
                | Rel::Amod
                | Rel::Compound
                | Rel::NmodPoss
                | Rel::Nummod
                | Rel::NmodDesc
                | Rel::DetPredet
                | Rel::CcPreconj
                | Rel::Flat
                | Rel::Advmod
        )
    };
    for c in a.children(head) {
        // "not a member": what is denied of it is no part of its name.
        let denied = matches!(s.rel(c), Rel::Advmod | Rel::CcPreconj) && s.form_in(c, &s.words.refer.denying);
        if c < head && left(c) && !denied {
            first = first.min(a.subtree(c).start);
        } else if c > head && matches!(s.rel(c), Rel::Flat | Rel::Compound | Rel::Goeswith) {
            last = last.max(a.subtree(c).end - 1);
        }
    }
    let sentence = a.sentences[a.sentence_of(head)].start;
    while first > sentence && title_before(s, first - 1, head) {
        first -= 1;
    }
    // "talks with visiting Kenyan Prime Minister Ama Mensah": what the parser takes for a verb.
    const STAYS: [&str; 9] =
        ["visiting", "acting", "outgoing", "incoming", "departing", "sitting", "reigning", "retiring", "serving"];
    let title = |t: usize| s.upos(t) == Upos::Propn || matches!(s.rel(t), Rel::Amod | Rel::Compound | Rel::NmodDesc);
    if first > sentence
        && STAYS.iter().any(|w| s.a.form(first - 1).eq_ignore_ascii_case(w))
        && title(first)
        && s.a.head(head) == Some(first - 1)
    {
        first -= 1;
    }
    // A name that the tagger saw runs as far as that says.
    if let Some(name) = a.name_at(head) {
        last = last.max(name.tokens.end - 1);
        first = first.min(name.tokens.start);
    }
    first..last + 1
}

fn title_before(s: Syntax<'_>, t: usize, head: usize) -> bool {
    let named = s.upos(head) == Upos::Propn;
    let word = matches!(s.upos(t), Upos::Propn | Upos::Adj | Upos::Noun);
    let loose = matches!(s.rel(t), Rel::Compound | Rel::Amod | Rel::NmodDesc | Rel::Conj | Rel::Flat | Rel::Appos);
    let name = s.a.name_at(t);
    // "… to Putin Erdogan said": two persons' names side by side are two phrases.
    let other = name.is_some_and(|n| !n.tokens.contains(&head) && n.kind == dateline_language::NameKind::Per);
    named && word && loose && !other && !s.a.children_by(t, Rel::Case).any(|c| c < t)
}

/// The apposition that names or describes a phrase: "his counterpart, **Hossein Amir-Abdollahian**".
pub(super) fn apposition(s: Syntax<'_>, head: usize) -> Option<usize> {
    let near = |c: &usize| *c > head && *c - head < 12 && s.is_nominal(*c);
    let own = s.a.children_by(head, Rel::Appos).find(near);
    // Behind a name in several parts the parser may hang it on the last part.
    own.or_else(|| s.a.children_by(head, Rel::Flat).find_map(|f| s.a.children_by(f, Rel::Appos).find(near)))
}

/// The maximal phrase: core, apposition, and what identifies a role ("a spokesman for the ministry").
pub(super) fn maximal(s: Syntax<'_>, core: &Range<usize>, head: usize) -> Span {
    let mut end = core.end;
    if s.upos(head) == Upos::Noun {
        for c in s.a.children_by(head, Rel::Nmod).filter(|c| *c >= core.end && !is_said_of(s, head, *c)) {
            let whose = s.marked_by(c, "of") || s.marked_by(c, "for") || s.marked_by(c, "from");
            if whose && s.is_nominal(c) && markers_start(s, c) == end {
                end = self::core(s, c).end.max(end);
            }
        }
    }
    if let Some(app) = apposition(s, head) {
        let other = self::core(s, app);
        if other.start <= end + 1 {
            end = end.max(other.end);
        }
    }
    let mut start = core.start;
    let tokens = &s.a.tokens;
    // A quotation mark around a name belongs to it: the "Quartet".
    if end < tokens.len() && s.xpos(end) == Xpos::Close && (core.start..end).any(|i| s.xpos(i) == Xpos::Open) {
        end += 1;
    }
    if start > 0 && s.upos(start) == Upos::Propn && s.xpos(start - 1) == Xpos::Open {
        let quoted = end < tokens.len() && QuoteMark::of(s.a.form(end)).is_some_and(|m| m.is_double() && m.may_close());
        if quoted {
            end += 1;
            start -= 1;
            if start > 0 && s.rel(start - 1) == Rel::Det {
                start -= 1;
            }
        }
    }
    s.a.span(start..end)
}

/// "accused the commission **of bias**": what a verb says of its object is no part of that; but "accused the minister of
/// defence of fraud".
fn is_said_of(s: Syntax<'_>, head: usize, c: usize) -> bool {
    let verb = s.a.head(head).filter(|_| matches!(s.rel(head), Rel::Obj | Rel::NsubjPass));
    let Some(verb) = verb.filter(|v| s.lemma_in(*v, &s.words.acts.saying_of)) else { return false };
    let of = |t: &usize| *t > head && s.marked_by(*t, "of");
    let others = [verb, head, c].iter().flat_map(|t| s.a.children(*t)).filter(|t| *t != c).any(|t| of(&t));
    of(&c) && s.upos(c) == Upos::Noun && s.a.child(c, Rel::Det).is_none() && !others
}

/// Where the words that introduce a phrase begin.
fn markers_start(s: Syntax<'_>, head: usize) -> usize {
    s.markers(head).min().unwrap_or_else(|| s.a.subtree(head).start)
}
