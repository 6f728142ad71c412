//! Who said what: statements with their speakers, cues, contents, and on whose word they stand.
//!
//! A cue is a verb, noun or phrase listed in `lexicon/en/cues.toml`, or an unlisted verb that has a speaker and a
//! that-clause or a quotation. Its frames say where its content stands; span boundaries are those of PolNeAR (Newell et
//! al. 2018). Each cue is read by itself (`verbs`, `clauses`, `nouns`); then quotations that go on are joined to
//! the statement they continue, contents that claim the same words are settled, and what lies inside another's content
//! is put on its word (`nesting`).

mod all;
mod clauses;
mod content;
mod floating;
mod nesting;
mod nouns;
mod rule;
mod source;
mod speech;
mod verbs;

pub use all::Statements;

use crate::actors::Kind;
use crate::ground::{Finding, Ground, plain};
use dateline_contract::ByKind;
use dateline_contract::record::{By, Entity, Form, MentionForm, SourceKind, Statement};
use dateline_language::{Rel, Upos, Xpos};
use dateline_text::Span;
pub(crate) use nesting::DEEPEST;
use speech::{Draft, Party, Speech};
use std::ops::Range;

/// What was said, and the words it was found by; [`Finding::at`] is the head of its cue.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The statement; its events are filled in by whoever finds them.
    pub statement: Statement,
    /// The content's words.
    pub content: Vec<Range<usize>>,
    /// Heads of the sources' mentions, in the order of `statement.source`.
    pub sources: Vec<usize>,
    /// Indices of the statements it stands in, outermost first.
    pub inside: Vec<usize>,
    /// The speakers as voices, in the order of `statement.source`.
    pub voices: Vec<By>,
    /// Whether its verb may mean blows as well as words: "attacked the plan", "attacked the town".
    pub may_be_blows: bool,
}

impl Said {
    /// Whether a word stands in its content.
    #[must_use]
    pub fn holds(&self, token: usize) -> bool {
        self.content.iter().any(|r| r.contains(&token))
    }
}

/// What is said in a report before it is known who "I" and "we" in it are, in the order of the cues.
pub(crate) struct Drafts {
    all: Vec<(Draft, Form)>,
}

impl Drafts {
    /// The words of each that is quoted, and the head of its speaker's mention.
    pub(crate) fn spoken(&self) -> Vec<(Vec<Range<usize>>, usize)> {
        let quoted = self.all.iter().filter(|(_, form)| *form != Form::Indirect);
        quoted.filter_map(|(d, _)| Some((d.content.clone(), d.source.as_ref()?.head))).collect()
    }
}

/// Finds what is said in a report.
pub(crate) fn drafts(ground: &Ground<'_>) -> Drafts {
    let r = Speech::new(ground);
    let mut drafts = read(&r);
    drafts.sort_by_key(|d| (d.cue.start, d.head));
    let mut told = r.told_quotations(&drafts);
    let floating = r.floating(&drafts, &mut told);
    drafts.extend(floating);
    drafts.sort_by_key(|d| (d.cue.start, d.head));
    nesting::join_quotations(&r, &mut drafts, &told);
    nesting::settle(&r, &mut drafts);
    let with_form = |d: Draft| {
        let form = form(&r, &d);
        (d, form)
    };
    Drafts { all: drafts.into_iter().map(with_form).collect() }
}

/// Binds what is said in a report to those who say it, on a ground where "I" and "we" are known
/// ([`Drafts::spoken`]); in the order of the cues.
pub(crate) fn find(ground: &Ground<'_>, drafts: &Drafts) -> Statements {
    let r = Speech::new(ground);
    let mut found: Vec<Finding<Said>> = drafts.all.iter().map(|(d, form)| build(&r, d, *form)).collect();
    let cut = nesting::cut(&mut found);
    nesting::nest(&r, &mut found);
    Statements::new(found, cut)
}

/// What kind of voice the phrase that a word heads would be.
pub(crate) fn voice(ground: &Ground<'_>, head: usize) -> ByKind {
    source::voice(&Speech::new(ground), head)
}

/// Reads every word that may be a cue.
fn read(r: &Speech<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let layout = r.layout();
    for sentence in &r.s.a.sentences {
        drafts.extend(r.colon(sentence, layout));
        for t in sentence.clone() {
            let draft = match r.s.upos(t) {
                Upos::Noun => r.noun(t),
                Upos::Adv => r.adverb(t),
                _ => None,
            };
            let draft = draft
                .or_else(|| r.verb(t))
                .or_else(|| r.adjective(t))
                .or_else(|| r.according(t))
                .or_else(|| r.in_view(t));
            drafts.extend(draft);
        }
    }
    drafts
}

/// Quoted wholly, in part, or not at all.
fn form(r: &Speech<'_>, d: &Draft) -> Form {
    let mut outer = d.content.clone();
    // Inside another's quotation the marks around are not this statement's.
    let around = r.quote(d.head).map(|q| q.tokens.clone());
    let quoted = |t: usize| r.quote(t).is_some_and(|q| Some(&q.tokens) != around.as_ref());
    let words = |t: &usize| !r.is_punct(*t);
    outer.retain(|c| !c.is_empty());
    let all: Vec<usize> = outer.into_iter().flatten().filter(words).collect();
    let inside = all.iter().filter(|t| quoted(**t)).count();
    // Marks inside another's quotation begin none of their own: “He said, ‘I am lost,’” she told them.
    let marked = |c: &Range<usize>| c.len() > 2 && r.is_mark(c.start) && (c.start + 1..c.end).any(|t| r.is_mark(t));
    if inside == 0 && around.is_some() && !d.content.is_empty() && d.content.iter().all(marked) {
        Form::Direct
    } else if inside == 0 {
        Form::Indirect
    } else if inside == all.len() {
        Form::Direct
    } else {
        Form::Mixed
    }
}

fn build(r: &Speech<'_>, d: &Draft, form: Form) -> Finding<Said> {
    let s = r.s;
    let heads = d.source.as_ref().map(|p| speakers(r, p)).unwrap_or_default();
    let voices: Vec<By> = heads
        .iter()
        .flat_map(|(head, tokens)| {
            let kind = source::voice(r, *head);
            entities(r, *head, tokens.clone()).into_iter().map(move |who| By { who, kind })
        })
        .collect();
    let source: Vec<Entity> = voices.iter().map(|v| v.who.clone()).collect();
    let kind = source_kind(r, &heads, &source);
    let addressee = d.addressee.iter().flat_map(|p| entities(r, p.head, p.tokens.clone())).collect();
    let cue = s.a.span(d.cue.clone());
    let content: Vec<Span> = d.content.iter().map(|c| s.a.span(c.clone())).collect();
    let evidence = std::iter::once(cue).chain(content.iter().copied()).collect();
    let statement = Statement {
        form,
        source,
        source_kind: kind,
        cue: Some(cue),
        content,
        addressee,
        by: Vec::new(),
        act: d.act,
        negated: d.negated,
        events: Vec::new(),
    };
    let value = Said {
        statement,
        content: d.content.clone(),
        sources: heads.into_iter().map(|h| h.0).collect(),
        inside: Vec::new(),
        voices,
        may_be_blows: d.rule.may_be_blows(),
    };
    Finding { value, at: d.head, evidence, rule: d.rule.to_string(), confidence: d.sure.clamp(0.0, 1.0) }
}

/// A source's parts: "Brazil and Chile" are two speakers where both are mentions of their own.
fn speakers(r: &Speech<'_>, p: &Party) -> Vec<(usize, Range<usize>)> {
    let s = r.s;
    let one = vec![(p.head, p.tokens.clone())];
    // Mentions right behind "and": whatever the parser hung the second on.
    let joined = |t: &usize| matches!(s.a.form(*t), "and" | "or" | "&") && p.tokens.contains(&(t + 1));
    let Some(and) = p.tokens.clone().rfind(joined).filter(|a| *a > p.head) else { return one };
    let whole =
        |h: usize| s.a.children(h).filter(|c| s.rel(*c) != Rel::Conj).map(|c| r.extent(c).end).fold(h + 1, usize::max);
    let second = r
        .actors
        .mentions
        .range(and + 1..p.tokens.end)
        .map(|(_, m)| m)
        .find(|m| m.core.start == and + 1 && s.a.child(m.head, Rel::Case).is_none_or(|c| c > m.head));
    let Some(second) = second.filter(|m| whole(m.head).max(m.core.end) + 1 >= p.tokens.end) else { return one };
    let parted = (p.head..and).any(|t| r.is(t, ","));
    if parted && !(s.rel(second.head) == Rel::Conj && s.a.head(second.head) == Some(p.head)) {
        return one;
    }
    // "A spokesman for Ghana and Togo", "the Ministry of Trade and Industry": what is joined is inside the phrase.
    let inside = s.rel(second.head) == Rel::Conj
        && s.a
            .head(second.head)
            .is_some_and(|h| h > p.head && s.a.child(h, Rel::Case).is_some_and(|c| c < h) && s.below(p.head, h));
    if inside {
        return one;
    }
    let known = r.actors.at(p.head).is_some() && r.actors.at(p.head).is_some_and(|m| m.core.end <= and);
    if !known || !p.tokens.contains(&second.head) {
        return one;
    }
    let mut first = p.tokens.start..and;
    while first.end > p.head + 1 && r.is_punct(first.end - 1) {
        first.end -= 1;
    }
    let mut out = split_commas(r, p.head, first);
    out.push((second.head, and + 1..p.tokens.end));
    out
}

/// "A, B" before "and C": a mention each, where every comma parts two.
fn split_commas(r: &Speech<'_>, head: usize, tokens: Range<usize>) -> Vec<(usize, Range<usize>)> {
    let mut out = Vec::new();
    let mut start = tokens.start;
    for t in tokens.clone().filter(|t| r.is(*t, ",")) {
        let next = r.actors.mentions.range(t + 1..tokens.end).map(|(_, m)| m).find(|m| m.core.start == t + 1);
        let conjunct = next.is_some_and(|m| r.s.rel(m.head) == Rel::Conj);
        if !conjunct {
            continue;
        }
        out.push((if out.is_empty() { head } else { last_head(r, start..t) }, start..t));
        start = t + 1;
    }
    let own = if out.is_empty() { head } else { last_head(r, start..tokens.end) };
    out.push((own, start..tokens.end));
    out
}

fn last_head(r: &Speech<'_>, tokens: Range<usize>) -> usize {
    let end = tokens.end;
    r.actors.mentions.range(tokens).map(|(h, _)| *h).next().unwrap_or(end - 1)
}

/// The entities of a phrase: its mention's with the words here, or one that is only words.
fn entities(r: &Speech<'_>, head: usize, tokens: Range<usize>) -> Vec<Entity> {
    let span = r.s.a.span(tokens.clone());
    // "The harbour master, Kofi Adjei": of a role that is not known the name speaks.
    let named = || {
        let app = r.s.a.child(head, Rel::Appos).filter(|a| tokens.contains(a))?;
        r.mention(app).filter(|m| m.form == MentionForm::Name)
    };
    let mention = r
        .mention(head)
        .or_else(named)
        .or_else(|| tokens.clone().rev().find_map(|t| r.actors.at(t)).filter(|m| m.core.contains(&head)));
    match mention {
        Some(m) if !matches!(m.kind, Kind::Pronoun) || m.name.is_some() => {
            r.actors.entities(m).into_iter().map(|e| Entity { span, ..e }).collect()
        }
        Some(m) => vec![Entity { span, ..r.actors.entity(m) }],
        None => vec![issuer(r, head).map_or(Entity::unknown(span), |e| Entity { span, ..e })],
    }
}

/// "A Kremlin statement", "a report by the ministry": a document speaks for whoever issued it.
fn issuer(r: &Speech<'_>, head: usize) -> Option<Entity> {
    let s = r.s;
    if !r.is_document(head) {
        return None;
    }
    let by = |c: &usize| match s.rel(*c) {
        Rel::NmodPoss => true,
        Rel::Nmod => ["by", "from"].iter().any(|p| s.marked_by(*c, p)),
        _ => false,
    };
    if let Some(m) = s.a.children(head).filter(by).find_map(|c| r.actors.at(c)) {
        return Some(r.actors.entity(m));
    }
    // The tagger takes "Kremlin" before a noun for an adjective.
    let part = |c: &usize| {
        *c < head
            && matches!(s.rel(*c), Rel::Compound | Rel::Amod | Rel::NmodDesc | Rel::Flat)
            && s.a.form(*c).starts_with(char::is_uppercase)
    };
    let (first, last) = (s.a.children(head).find(part)?, s.a.children(head).rfind(part)?);
    let words = s.a.span(r.extent(first).start..last + 1);
    let name = plain(words.of(s.a.text())).to_owned();
    if let Some(m) = r.named(&name).and_then(|h| r.actors.at(h)) {
        return Some(r.actors.entity(m));
    }
    let named = s.upos(last) == Upos::Propn;
    named.then(|| Entity { name: Some(name), ..Entity::unknown(words) })
}

fn source_kind(r: &Speech<'_>, heads: &[(usize, Range<usize>)], source: &[Entity]) -> SourceKind {
    let Some((head, _)) = heads.first() else { return SourceKind::None };
    let named = |e: &Entity| e.name.is_some();
    let plural = matches!(r.s.xpos(*head), Xpos::Nns) || r.is_any(*head, &["some", "many", "others", "most", "they"]);
    match r.mention(*head) {
        Some(m) if m.form == MentionForm::Name => SourceKind::Named,
        Some(m) if m.form == MentionForm::Pronoun => {
            let chain = r.actors.chain(m);
            if chain.kind == Kind::Pronoun { SourceKind::Anonymous } else { SourceKind::Named }
        }
        Some(m) => {
            // "the Interfax news agency" is named.
            let with_name =
                r.s.a.children(*head).any(|c| c < *head && r.s.upos(c) == Upos::Propn && r.s.rel(c) == Rel::Compound);
            let by_name = with_name || r.actors.by_name(m);
            match (by_name, m.plural || plural) {
                (true, _) => SourceKind::Named,
                (false, true) => SourceKind::Collective,
                (false, false) => SourceKind::Anonymous,
            }
        }
        None if plural => SourceKind::Collective,
        None if source.iter().any(named) => SourceKind::Named,
        None => SourceKind::Anonymous,
    }
}
