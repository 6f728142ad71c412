//! Statements among each other: quotations that go on, contents that overlap, words inside others' words.

use super::Said;
use super::rule::{How, Rule};
use super::source::voice;
use super::speech::{Draft, Party, Speech};
use crate::ground::Finding;
use crate::holders::Holders;
use dateline_contract::record::By;
use dateline_language::{Rel, Xpos};
use std::collections::BTreeMap;
use std::ops::Range;

/// Gives quotations without a cue of their own to the statement that they go on from.
///
/// A quotation that begins a sentence goes on with the speaker of the quotation before it where that ended the sentence
/// before, with or without its cue behind it; over a paragraph's end only where the whole paragraph is quoted.
///
/// `told` says of each quotation whether it has a statement already; `drafts` are in the order of their cues.
pub(super) fn join_quotations(r: &Speech<'_>, drafts: &mut [Draft], told: &[bool]) {
    join_backwards(r, drafts, told);
    for (q, told) in r.s.a.quotes.iter().zip(told) {
        let inner = q.inner();
        let t = q.tokens.start;
        if *told || inner.len() < 3 || r.sentence(t).start != t {
            continue;
        }
        let end = q.tokens.end;
        let whole = end >= r.s.a.tokens.len() || r.sentence(end - 1).end <= end || r.sentence(end).start == end;
        if !whole {
            continue;
        }
        let Some(before) = t.checked_sub(1).map(|b| r.sentence(b)) else { continue };
        let paragraph = r.s.a.opens_paragraph(t);
        let goes_on = |d: &Draft| {
            let last = d.content.last().map_or(0, |c| c.end);
            let quoted = d.content.iter().any(|c| r.quote_at(c.start).is_some());
            let near = before.contains(&d.head) || (last <= t && last > before.start);
            let told = d.rule.of_verb() == Some(How::Quote) && quoted
                || (d.rule.of_verb() == Some(How::Inquit) || d.rule == Rule::According)
                    && !paragraph
                    && before.contains(&d.head);
            near && told && r.quote(d.head).is_none() && d.source.is_some()
        };
        let alone = !paragraph || q.goes_on || (end >= r.s.a.tokens.len() || r.s.a.opens_paragraph(end));
        if !alone {
            continue;
        }
        // Its statement is near: a few cues back, those inside quotations among them.
        let upto = drafts.partition_point(|d| d.cue.start < t);
        if let Some(d) = drafts[..upto].iter_mut().rev().take(60).find(|d| goes_on(d)) {
            let more = r.finish_one(q.tokens.clone(), &q.tokens);
            d.content.extend(more);
        }
    }
}

/// Gives a paragraph of quoted words that is left open to the statement of the paragraph that goes on from it.
///
/// “We saw it.¶ “It fell,” the officer said.: both are the officer's.
fn join_backwards(r: &Speech<'_>, drafts: &mut [Draft], told: &[bool]) {
    let mut around = Holders::of(drafts.iter().map(|d| d.content.as_slice()));
    // What each draft goes on from, the last first: put before its content when all is known.
    let mut before_it: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
    for i in (1..r.s.a.quotes.len()).rev() {
        let (before, q) = (&r.s.a.quotes[i - 1], &r.s.a.quotes[i]);
        let open = !before.closed && before.tokens.end == q.tokens.start && before.inner().len() > 2;
        // One desk uses one kind of mark: another that stands alone is a slip.
        let alike = r.s.a.form(before.tokens.start) == r.s.a.form(q.tokens.start);
        let alone = alike && r.s.a.opens_paragraph(before.tokens.start);
        if told[i - 1] || !(q.goes_on && open && alone) {
            continue;
        }
        let first = q.inner().start;
        let speaks = around.around(first).filter(|d| r.quote(drafts[*d].head).is_none());
        let Some(d) = speaks.min() else { continue };
        let more = r.finish_one(before.tokens.clone(), &before.tokens);
        more.iter().for_each(|c| around.add(c, d));
        before_it.entry(d).or_default().extend(more.into_iter().rev());
    }
    for (d, mut more) in before_it {
        more.reverse();
        drafts[d].content.splice(0..0, more);
    }
}

/// Drops drafts that another explains better: the same content twice, a cue inside its own content.
pub(super) fn settle(r: &Speech<'_>, drafts: &mut Vec<Draft>) {
    drafts.sort_by_key(|d| (d.cue.start, d.head));
    let mut keep = vec![true; drafts.len()];
    // Rivals lie close: the next few cues.
    for i in 0..drafts.len() {
        for j in i + 1..drafts.len().min(i + 12) {
            if !(keep[i] && keep[j]) {
                continue;
            }
            let (a, b) = (&drafts[i], &drafts[j]);
            if let Some(loser) = rival(r, a, b) {
                keep[if loser { i } else { j }] = false;
            }
        }
    }
    let mut kept = keep.iter();
    drafts.retain(|_| *kept.next().unwrap_or(&true));
}

/// Whether the first (true) or second (false) of two drafts falls to the other.
fn rival(r: &Speech<'_>, a: &Draft, b: &Draft) -> Option<bool> {
    let same = a.content == b.content;
    if same {
        return Some(a.sure < b.sure);
    }
    // Each inside the other: one of them is wrong.
    if a.holds(b.head) && b.holds(a.head) {
        return Some(a.sure < b.sure || (a.sure <= b.sure && a.size() > b.size()));
    }
    // "expressed concern over …": verb and noun are one cue, the verb's.
    if matches!(b.rule, Rule::Noun(..))
        && a.rule.of_verb() == Some(How::Object)
        && r.s.a.head(b.head) == Some(a.head)
        && a.holds(b.head)
    {
        return Some(b.cue.start <= a.cue.start && b.source.is_some());
    }
    // "issued a statement saying that …": the object is not another statement.
    if a.rule.is_nominal() && a.holds(b.head) && a.content.len() == 1 {
        let document = (a.content[0].start..b.head).any(|t| r.is_document(t) && r.s.a.head(b.head) == Some(t));
        if document && r.s.xpos(b.head) == Xpos::Vbg {
            return Some(true);
        }
    }
    None
}

/// Puts statements inside another's content on its word, and statements under a wire's credit on the wire's.
pub(super) fn nest(r: &Speech<'_>, found: &mut [Finding<Said>]) {
    for (i, outer) in outer(found).into_iter().enumerate() {
        found[i].value.inside = outer;
    }
    for i in 0..found.len() {
        // Depth is known now, so the order is that of the chain.
        let mut chain = found[i].value.inside.clone();
        chain.sort_by_key(|o| {
            (found[*o].value.inside.len(), std::cmp::Reverse(super::all::size(&found[*o].value.content)))
        });
        let mut by: Vec<By> = Vec::new();
        for o in &chain {
            by.extend(found[*o].value.voices.iter().cloned());
        }
        if let Some(credit) = credit(r, found[i].at) {
            by.extend(credit.into_iter().filter(|c| !found[i].value.statement.source.contains(&c.who)));
        }
        found[i].value.statement.by = by;
        found[i].value.inside = chain;
    }
}

/// A statement in more others than these is left out: on whose word it stands would fill a page, and the page be long.
/// In what people write, five deep is rare.
pub(crate) const DEEPEST: usize = 12;

/// Leaves out statements that stand too deep in others; how many.
pub(super) fn cut(found: &mut Vec<Finding<Said>>) -> usize {
    let before = found.len();
    let mut depth = outer(found).into_iter().map(|o| o.len());
    found.retain(|_| depth.next().unwrap_or(0) <= DEEPEST);
    before - found.len()
}

/// For each statement, those whose content holds its cue.
fn outer(found: &[Finding<Said>]) -> Vec<Vec<usize>> {
    let mut by_cue: Vec<(usize, usize)> = found.iter().enumerate().map(|(i, f)| (f.at, i)).collect();
    by_cue.sort_unstable();
    let mut out = vec![Vec::new(); found.len()];
    for (o, f) in found.iter().enumerate() {
        for c in &f.value.content {
            let first = by_cue.partition_point(|(cue, _)| *cue < c.start);
            for (_, i) in by_cue[first..].iter().take_while(|(cue, _)| *cue < c.end).filter(|(_, i)| *i != o) {
                out[*i].push(o);
            }
        }
    }
    out
}

/// "In remarks carried by state media, the minister voiced …": on the media's word.
fn credit(r: &Speech<'_>, cue: usize) -> Option<Vec<By>> {
    let s = r.s;
    let verb = std::iter::once(cue).chain(s.above(cue)).take(4).find(|v| s.is_verb(*v))?;
    let chain = std::iter::once(verb).chain(s.above(verb).take(3));
    for v in chain.filter(|v| s.is_verb(*v)) {
        for phrase in s.a.children(v).filter(|c| matches!(s.rel(*c), Rel::Obl | Rel::Advcl)) {
            let document = r.is_document(phrase) || s.is_lemma(phrase, "interview");
            if !document && r.tables.cues.noun(&r.lemma(phrase)).is_none() {
                continue;
            }
            let reported = s.a.children(phrase).find(|c| {
                matches!(s.rel(*c), Rel::Acl | Rel::AclRelcl)
                    && ["report", "carry", "cite", "quote", "publish", "broadcast", "air", "release"]
                        .iter()
                        .any(|w| s.is_lemma(*c, w))
            });
            let Some(agent) = reported.and_then(|c| r.agent(c)) else { continue };
            return Some(parties(r, &agent));
        }
    }
    None
}

fn parties(r: &Speech<'_>, p: &Party) -> Vec<By> {
    let tokens: Range<usize> = p.tokens.clone();
    let all = super::entities(r, p.head, tokens);
    all.into_iter().map(|who| By { who, kind: voice(r, p.head) }).collect()
}
