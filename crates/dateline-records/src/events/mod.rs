//! Who did what to whom: rules laid on trees, told apart, with their status and on whose word they stand.

mod denial;
mod merge;
mod outlook;
mod status;

use crate::actors::Actors;
use crate::rules::Rules;
use crate::rules::matcher::{Bound, Ground, Match};
use crate::statements::Statements;
use crate::syntax::Syntax;
use crate::voices;
use dateline_contract::{By, CodeFrom, Entity, Event, EventDate, Place, Precision};
use dateline_lexicon::Lexicon;
use dateline_text::Span;

/// An event, the rule that found it, and how sure that is.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    /// The event.
    pub event: Event,
    /// Its rule.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f32,
    /// Head of its trigger.
    pub at: usize,
    /// All trigger words.
    pub(crate) trigger: Vec<usize>,
    pub(crate) indirect: bool,
}

/// An event that a rule saw and that was not told, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    /// The event.
    pub coded: Coded,
    /// Why it was dropped.
    pub reason: &'static str,
}

/// Finds the events of a report, and those that rules saw but that were dropped.
///
/// One word gives one event at most; a second event of the same act is dropped (see `merge`).
#[must_use]
pub fn find(
    s: Syntax<'_>,
    lexicon: &Lexicon,
    actors: &Actors,
    found: &Statements,
    rules: &Rules,
) -> (Vec<Coded>, Vec<Rejected>) {
    let ground = Ground { s, actors, statements: found, lexicon };
    let (mut out, mut rejected) = (Vec::new(), Vec::new());
    let body = s.a.document.dateline.as_ref().map_or(0, |d| d.span.end());
    for t in (0..s.a.tokens.len()).filter(|t| s.a.tokens[*t].span.start() >= body) {
        match duty(ground, rules, t) {
            Some(request) => out.push(request),
            None => out.extend(at(ground, rules, t, &mut rejected)),
        }
    }
    let mut kept = merge::merge(s, out, &mut rejected);
    outlook::look(s, found, &mut kept);
    denial::link(s, found, &mut kept);
    (kept, rejected)
}

/// "Norway said that Chad **must** leave": a request by the speaker, named by the rule for requests.
fn duty(g: Ground<'_>, rules: &Rules, t: usize) -> Option<Coded> {
    let (speaker, doer) = outlook::duty(g.s, g.actors, g.statements, t)?;
    let rule = rules.all.iter().find(|r| r.id == "request/urge")?;
    let m = Match {
        actor: vec![Bound::Mention(speaker)],
        recipient: vec![Bound::Mention(doer)],
        trigger: vec![t],
        ..Match::default()
    };
    let mut coded = code(g, rule, &m, t);
    coded.event.status = dateline_contract::record::Status::default();
    coded.rule = "request/duty".into();
    worth_telling(&coded.event).then_some(coded)
}

/// The event of one word.
fn at(ground: Ground<'_>, rules: &Rules, t: usize, rejected: &mut Vec<Rejected>) -> Option<Coded> {
    let a = ground.s.a;
    let (lemma, form) = (a.lemma(t).to_lowercase(), a.form(t).to_lowercase());
    let gerund = if form == lemma { &[][..] } else { rules.at(&form) };
    let mut best: Option<Coded> = None;
    for (r, p) in rules.at(&lemma).iter().chain(gerund) {
        let rule = &rules.all[*r];
        let Some(m) = ground.lay(&rule.patterns[*p], t) else { continue };
        let new = code(ground, rule, &m, t);
        if !worth_telling(&new.event) {
            rejected.push(Rejected { coded: new, reason: "nothing is known of its parties" });
        } else if best.as_ref().is_none_or(|b| better(&new, b)) {
            let old = best.replace(new).filter(|old| best.as_ref().is_some_and(|b| b.rule != old.rule));
            rejected.extend(old.map(|coded| Rejected { coded, reason: "another rule fits better" }));
        } else if best.as_ref().is_some_and(|b| b.rule != new.rule) {
            rejected.push(Rejected { coded: new, reason: "another rule fits better" });
        }
    }
    best
}

/// An event between parties of whom nothing is known is told only where both are there.
fn worth_telling(e: &Event) -> bool {
    let known = |all: &[Entity]| all.iter().any(|x| x.code.is_some() || !x.sector.is_empty());
    known(&e.actor) || known(&e.recipient) || (!e.actor.is_empty() && !e.recipient.is_empty())
}

/// The one with more arguments, then the surer one, then the one with the longer trigger.
fn better(new: &Coded, old: &Coded) -> bool {
    let rank = |c: &Coded| (c.event.recipient.len().min(1) + c.event.actor.len().min(1), c.confidence, c.trigger.len());
    rank(new) > rank(old)
}

fn code(g: Ground<'_>, rule: &crate::rules::Rule, m: &Match, t: usize) -> Coded {
    let s = g.s;
    let actor = entities(g, &m.actor);
    let clause = clause_of(s, t);
    let by = by(g, m, t);
    let denied_by = voices::deniers(g.statements, t);
    let status = status::of(s, t, !(by.is_empty() && denied_by.is_empty()));
    let recipient: Vec<Entity> = entities(g, &m.recipient)
        .into_iter()
        .filter(|r| !actor.iter().any(|a| a.id == r.id && !a.id.is_empty()))
        .collect();
    let mut confidence = rule.confidence;
    confidence -= if m.indirect { 0.05 } else { 0.0 };
    confidence -= if actor.iter().all(|e| e.code.is_none()) { 0.2 } else { 0.0 };
    confidence -= if recipient.is_empty() { 0.1 } else { 0.0 };
    let event = Event {
        category: rule.category,
        mode: rule.mode,
        context: rule.context.clone(),
        cameo: rule.cameo.clone(),
        actor,
        recipient,
        addressee: entities(g, &m.addressee),
        trigger: trigger_spans(s, &m.trigger),
        when: Vec::new(),
        place: m.place.map(|p| place(s.a.span(p..p + 1))),
        size: None,
        by,
        denied_by,
        status,
        date: s.a.document.date.map(|date| EventDate { date, precision: Precision::Day, in_text: false }),
        clause,
        sequence: s.a.sentence_of(t),
        happening: None,
    };
    let trigger = m.trigger.clone();
    // "response to the attack by …": the act is the attack, the response only says on whom.
    let t = if s.is_verb(t) { t } else { m.trigger.last().copied().unwrap_or(t) };
    Coded {
        event,
        rule: rule.id.clone(),
        confidence: confidence.clamp(0.05, 1.0),
        at: t,
        trigger,
        indirect: m.indirect,
    }
}

/// A place of which only its words are known.
fn place(span: Span) -> Place {
    Place { span, name: None, country: None, admin1: None, coordinates: None, geonames: None }
}

/// Trigger words as spans; neighbours with nothing but small words between them are one.
fn trigger_spans(s: Syntax<'_>, trigger: &[usize]) -> Vec<Span> {
    let mut words: Vec<usize> = trigger.to_vec();
    words.sort_unstable();
    words.dedup();
    words.into_iter().map(|t| if s.is_verb(t) { s.a.span(s.verb_group(t)) } else { s.a.tokens[t].span }).collect()
}

fn entities(g: Ground<'_>, bound: &[Bound]) -> Vec<Entity> {
    let mut out: Vec<Entity> = Vec::new();
    for b in bound {
        let found = match b {
            Bound::Mention(h) => g.actors.at(*h).map(|m| g.actors.entities(m)).unwrap_or_default(),
            Bound::Modifier { tokens, code, name } => vec![Entity {
                id: g.actors.id_of_country(code).unwrap_or_default(),
                span: g.s.a.span(tokens.clone()),
                name: Some(name.clone()),
                identifier: None,
                code: Some(code.clone()),
                code_from: Some(CodeFrom::Told),
                sector: Vec::new(),
            }],
        };
        out.extend(found);
    }
    out
}

/// The clause of a word: from the nearest verb above it, without the clauses joined to that.
fn clause_of(s: Syntax<'_>, t: usize) -> Span {
    let verb = if s.is_verb(t) { t } else { s.governor(t).unwrap_or(t) };
    let (mut first, mut last) = (verb, verb);
    let mut open = vec![verb];
    while let Some(x) = open.pop() {
        (first, last) = (first.min(x), last.max(x));
        let joined = |c: usize| {
            let rel = s.rel(c);
            x == verb
                && (rel == dateline_language::Rel::Parataxis || (rel == dateline_language::Rel::Conj && s.is_verb(c)))
        };
        open.extend(s.a.children(x).filter(|c| !joined(*c) && s.rel(*c) != dateline_language::Rel::Punct));
    }
    s.a.span(first..last + 1)
}

/// On whose word: the speakers of the statements around it, but not its own actor, whose act the speaking is.
fn by(g: Ground<'_>, m: &Match, t: usize) -> Vec<By> {
    let actor_of = |h: &usize| g.actors.at(*h).map(|m| m.actor);
    let heads = m.actor.iter().filter_map(|b| if let Bound::Mention(h) = b { Some(h) } else { None });
    let acting: Vec<String> = heads.filter_map(actor_of).map(|a| g.actors.id(a).to_owned()).collect();
    // What a speaker does by speaking stands on the word of those who tell of the speaking, not of those told of in it.
    let mut voices = voices::voices(g.s, g.statements, t);
    if let Some(own) = voices.iter().position(|b| acting.contains(&b.who.id)) {
        voices.truncate(own);
    }
    voices
}
