//! Who did what to whom: rules laid on trees and acts that the model has learnt to see, told apart, with their status
//! and on whose word they stand.

mod denial;
mod join;
mod learnt;
mod matcher;
mod merge;
mod mode;
mod outlook;
mod sides;
mod status;
mod unmeant;
mod when;
mod whereabouts;

use crate::ground::Finding;
use crate::rules::Rule;
use crate::scene::Scene;
use crate::syntax::Syntax;
use crate::voices;
use dateline_contract::record::Status;
use dateline_contract::{By, Category, CodeFrom, Entity, Event, EventDate, Place, Precision};
use dateline_language::Rel;
use dateline_text::Span;
use matcher::{Bound, Match, Matcher};

/// An act that was coded; [`Finding::at`] is the head of its trigger.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// The event.
    pub event: Event,
    /// All trigger words.
    pub trigger: Vec<usize>,
    /// Some argument was found only behind its phrase, or is the speaker.
    pub(crate) indirect: bool,
}

/// An event that a rule saw and that was not told, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    /// The event.
    pub act: Finding<Act>,
    /// Why it was dropped.
    pub reason: &'static str,
    /// The rules agree on it, and the model alone sees no such act.
    pub by_model: bool,
}

impl Rejected {
    /// One that another rule, or what is known of its parties, spoke against.
    fn by_rules(act: Finding<Act>, reason: &'static str) -> Self {
        Self { act, reason, by_model: false }
    }
}

/// The events that rules saw in a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judged {
    /// Those that are told.
    pub told: Vec<Finding<Act>>,
    /// Those that were dropped.
    pub rejected: Vec<Rejected>,
}

/// Finds the events of a report.
///
/// One word gives one event at most; a second event of the same act is dropped (see `merge`).
#[must_use]
pub fn find(scene: &Scene<'_>) -> Vec<Finding<Act>> {
    judge(scene).told
}

/// The same with those that rules saw but that were dropped, for whoever asks why.
#[must_use]
pub fn judge(scene: &Scene<'_>) -> Judged {
    let matcher = Matcher::new(scene);
    let (a, mut out, mut rejected) = (scene.s.a, Vec::new(), Vec::new());
    let body = a.document.dateline.as_ref().map_or(0, |d| d.span.end());
    for t in (0..a.tokens.len()).filter(|t| a.tokens[*t].span.start() >= body) {
        match duty(scene, t) {
            Some(request) => out.push(request),
            None => out.extend(at(matcher, t, &mut rejected)),
        }
    }
    let mut told = merge::merge(scene.s, out, &mut rejected);
    outlook::look(scene, &mut told);
    let told = join::join(scene, told, learnt::find(scene), &mut rejected);
    let mut told = merge::done(scene.s, told, &mut rejected);
    sides::settle(scene, &mut told);
    told.retain(|f| {
        let reason = unmeant::why(scene, f);
        rejected.extend(reason.map(|reason| Rejected::by_rules(f.clone(), reason)));
        reason.is_none()
    });
    whereabouts::tell(scene, &mut told);
    denial::link(scene, &mut told);
    when::settle(scene, &mut told);
    Judged { told, rejected }
}

/// The status and the date that words of a report have as acts, whatever they tell: for measurements on texts in which every
/// predicate is marked.
#[must_use]
pub fn as_acts(scene: &Scene<'_>, words: &[usize]) -> Vec<(Status, Option<EventDate>)> {
    let act = |t: &usize| {
        let event = Event {
            category: Category::Consult,
            mode: None,
            context: Vec::new(),
            cameo: None,
            actor: Vec::new(),
            recipient: Vec::new(),
            addressee: Vec::new(),
            trigger: Vec::new(),
            when: Vec::new(),
            place: None,
            size: None,
            by: Vec::new(),
            denied_by: Vec::new(),
            status: status::of(scene.s, *t),
            date: reported(scene),
            clause: scene.s.a.tokens[*t].span,
            sequence: scene.s.a.sentence_of(*t),
            happening: None,
        };
        let value = Act { event, trigger: vec![*t], indirect: false };
        Finding { value, at: *t, evidence: Vec::new(), rule: String::new(), confidence: 1.0 }
    };
    let mut acts: Vec<Finding<Act>> = words.iter().map(act).collect();
    when::settle(scene, &mut acts);
    acts.into_iter().map(|f| (f.value.event.status, f.value.event.date)).collect()
}

/// The report's own day, which an act has until its own is known.
fn reported(scene: &Scene<'_>) -> Option<EventDate> {
    let date = scene.s.a.document.date?;
    Some(EventDate { date, precision: Precision::Day, in_text: false })
}

/// "Norway said that Chad **must** leave": a request by the speaker, named by the rule for requests.
fn duty(scene: &Scene<'_>, t: usize) -> Option<Finding<Act>> {
    let (speaker, doer) = outlook::duty(scene, t)?;
    let rule = scene.tables.rules.all.iter().find(|r| r.id == "request/urge")?;
    let m = Match {
        actor: vec![Bound::Mention(speaker)],
        recipient: vec![Bound::Mention(doer)],
        trigger: vec![t],
        ..Match::default()
    };
    let coded =
        code(scene, rule, &m, t).map(|act| Act { event: Event { status: Status::default(), ..act.event }, ..act });
    worth_telling(&coded.value.event).then(|| Finding { rule: "request/duty".into(), ..coded })
}

/// The event of one word.
fn at(matcher: Matcher<'_>, t: usize, rejected: &mut Vec<Rejected>) -> Option<Finding<Act>> {
    let (a, rules) = (matcher.s.a, matcher.tables.rules);
    let (lemma, form) = (a.lemma(t).to_lowercase(), a.form(t).to_lowercase());
    let gerund = if form == lemma { &[][..] } else { rules.at(&form) };
    let mut best: Option<Finding<Act>> = None;
    for (r, p) in rules.at(&lemma).iter().chain(gerund) {
        let rule = &rules.all[*r];
        let Some(m) = matcher.lay(&rule.patterns[*p], t) else { continue };
        let new = code(&matcher, rule, &m, t);
        if !worth_telling(&new.value.event) {
            rejected.push(Rejected::by_rules(new, "nothing is known of its parties"));
        } else if best.as_ref().is_none_or(|b| better(&new, b)) {
            let old = best.replace(new).filter(|old| best.as_ref().is_some_and(|b| b.rule != old.rule));
            rejected.extend(old.map(|act| Rejected::by_rules(act, "another rule fits better")));
        } else if best.as_ref().is_some_and(|b| b.rule != new.rule) {
            rejected.push(Rejected::by_rules(new, "another rule fits better"));
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
fn better(new: &Finding<Act>, old: &Finding<Act>) -> bool {
    let rank = |f: &Finding<Act>| {
        let event = &f.value.event;
        (event.recipient.len().min(1) + event.actor.len().min(1), f.confidence, f.value.trigger.len())
    };
    rank(new) > rank(old)
}

fn code(scene: &Scene<'_>, rule: &Rule, m: &Match, t: usize) -> Finding<Act> {
    let s = scene.s;
    let actor = entities(scene, &m.actor);
    let clause = clause_of(s, t);
    let acting = m.actor.iter().filter_map(|b| if let Bound::Mention(h) = b { Some(*h) } else { None });
    let by = by(scene, &acting.collect::<Vec<usize>>(), t);
    let denied_by = voices::deniers(scene, t);
    let mut status = status::of(s, t);
    if !(by.is_empty() && denied_by.is_empty()) {
        status = status::attributed(status);
    }
    let recipient: Vec<Entity> = entities(scene, &m.recipient)
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
        addressee: entities(scene, &m.addressee),
        trigger: trigger_spans(s, &m.trigger),
        when: Vec::new(),
        place: m.place.map(|p| place(s.a.span(p..p + 1))),
        size: None,
        by,
        denied_by,
        status,
        date: reported(scene),
        clause,
        sequence: s.a.sentence_of(t),
        happening: None,
    };
    let trigger = m.trigger.clone();
    // "response to the attack by …": the act is the attack, the response only says on whom.
    let t = if s.is_verb(t) { t } else { m.trigger.last().copied().unwrap_or(t) };
    let evidence = event.trigger.clone();
    let value = Act { event, trigger, indirect: m.indirect };
    Finding { value, at: t, evidence, rule: rule.id.clone(), confidence: confidence.clamp(0.05, 1.0) }
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

fn entities(g: &Scene<'_>, bound: &[Bound]) -> Vec<Entity> {
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
            x == verb && (rel == Rel::Parataxis || (rel == Rel::Conj && s.is_verb(c)))
        };
        open.extend(s.a.children(x).filter(|c| !joined(*c) && s.rel(*c) != Rel::Punct));
    }
    s.a.span(first..last + 1)
}

/// On whose word: the speakers of the statements around it, but not its own actor, whose act the speaking is.
///
/// `acting` are the heads of its actors' mentions.
fn by(g: &Scene<'_>, acting: &[usize], t: usize) -> Vec<By> {
    let id_of = |h: &usize| g.actors.at(*h).map(|m| g.actors.id(m.actor).to_owned());
    let acting: Vec<String> = acting.iter().filter_map(id_of).collect();
    // What a speaker does by speaking stands on the word of those who tell of the speaking, not of those told of in it.
    let mut voices = voices::voices(g, t);
    if let Some(own) = voices.iter().position(|b| acting.contains(&b.who.id)) {
        voices.truncate(own);
    }
    voices
}
