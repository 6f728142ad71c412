//! When an act was done: the times of its own clause, or of the verb that carries its noun, and what follows from them.
//!
//! The model says which word it thinks tells when; the tree says on what each time of the sentence hangs. A time that
//! only bounds the act ("by Friday", "after the vote on Monday") is told among its words and gives it no date.

use super::Act;
use crate::ground::Finding;
use crate::scene::Scene;
use crate::times::{Grain, Moment, Time, Value};
use crate::words::{Era, Small};
use dateline_contract::record::Time as Told;
use dateline_contract::{Category, Certainty, Event, EventDate, Precision, TimeKind};
use dateline_language::{Rel, Upos, Xpos};
use dateline_text::{Date, Span};
use std::collections::{BTreeMap, BTreeSet};

/// How far above a time its act may stand, in heads.
const STEPS: usize = 8;
/// How many acts one word may lend its time.
const SHARED: usize = 16;

/// What stands ahead by nature: telling it as to come adds nothing.
const AHEAD: [Category; 5] =
    [Category::Agree, Category::Request, Category::Reject, Category::Threaten, Category::Concede];

/// What a time that only bounds an act comes behind.
const BOUNDED: u8 = 10;
/// What comes behind all that the sentence tells.
const LAST: u8 = 30;

/// A time for an act, the best first: how it hangs on it, whether it only bounds it, how far off it stands.
type Rank = (u8, bool, usize);

/// Binds acts to times and dates them.
pub(super) fn settle(scene: &Scene<'_>, acts: &mut [Finding<Act>]) {
    let hosts = hosts(scene, acts);
    let mut best: BTreeMap<usize, (Rank, &Time)> = BTreeMap::new();
    let mut offer = |act: usize, rank: Rank, time| match best.get(&act) {
        Some((old, _)) if *old <= rank => {}
        _ => {
            best.insert(act, (rank, time));
        }
    };
    for time in scene.times.all() {
        let Some((host, far)) = host(scene, time, &hosts) else { continue };
        for (act, how) in &hosts[&host] {
            // "On Friday they shelled the town and burned the mill": what stands before both is of both.
            let shared = *how != 3 || time.tokens.end <= host.min(acts[*act].at);
            if shared && (tells_when(time) || *how == 0 && matches!(time.value, Value::Era(_))) {
                let bounded = bounds(scene, time);
                let far = how + far + if bounded { BOUNDED } else { 0 };
                offer(*act, (far, bounded, time.head.abs_diff(acts[*act].at)), time);
            }
        }
    }
    for (i, act) in acts.iter_mut().enumerate() {
        let event = &mut act.value.event;
        event.when.retain(|span| !told_in(scene, *span).is_some_and(|t| counts_from(scene, t) || of_another(scene, t)));
        let thought = event.when.iter().find_map(|span| told_in(scene, *span));
        if let Some(time) = thought {
            let bounded = bounds(scene, time);
            let sure = if tells_when(time) && !bounded { 0 } else { BOUNDED };
            offer(i, (sure, bounded, 0), time);
        } else if let Some(time) = filed(scene, event) {
            offer(i, (LAST, false, 0), time);
        }
    }
    for (i, (_, time)) in best {
        date(scene, &mut acts[i], time);
    }
    for act in acts {
        look_ahead(scene, act);
    }
}

/// "may attack": what can be has not been. "May have attacked" looks back.
fn look_ahead(scene: &Scene<'_>, act: &mut Finding<Act>) {
    let s = scene.s;
    let event = &mut act.value.event;
    let plain = s.xpos(act.at) == Xpos::Vb && event.status.time == Told::Past && !AHEAD.contains(&event.category);
    if plain && event.status.certainty == Certainty::Possible && !event.date.is_some_and(|d| d.in_text) {
        event.status.time = Told::Future;
    }
}

/// The day of the week in the dateline, for what the opening sentence tells as the report's own news.
fn filed<'s>(scene: &'s Scene<'_>, event: &Event) -> Option<&'s Time> {
    let s = scene.s;
    let dateline = s.a.document.dateline.as_ref()?;
    let first = s.a.tokens.partition_point(|t| t.span.start() < dateline.span.end());
    let opening = first < s.a.tokens.len() && s.a.sentence_of(first) == event.sequence;
    if !opening || event.status.time != Told::Past || !event.by.is_empty() {
        return None;
    }
    let day = |t: &&Time| s.words.times.facet(s.a.form(t.tokens.start)).is_some_and(|f| f.weekday.is_some());
    scene.times.within(0..first).find(day).filter(|t| t.moment().is_none_or(|m| m.grain == Grain::Day))
}

/// The time that some words tell, or that follows them closely: "beginning in October".
fn told_in<'s>(scene: &'s Scene<'_>, span: Span) -> Option<&'s Time> {
    let tokens = &scene.s.a.tokens;
    let first = tokens.partition_point(|t| t.span.end() <= span.start());
    let last = tokens.partition_point(|t| t.span.start() < span.end());
    let end = scene.sentence(first.min(tokens.len() - 1)).end;
    (first..last.max(first + 1).min(tokens.len())).chain(last..(last + 2).min(end)).find_map(|t| scene.times.at(t))
}

/// Whether a time is of something that the act came after or before: "after a summit **on Monday**".
fn of_another(scene: &Scene<'_>, time: &Time) -> bool {
    let s = scene.s;
    let nouns = std::iter::successors(s.a.head(time.head), |t| s.a.head(*t)).take(STEPS).take_while(|t| !s.is_verb(*t));
    let small = |t: usize| s.words.times.facet(s.a.form(t)).and_then(|f| f.small);
    nouns.into_iter().any(|x| s.markers(x).any(|m| matches!(small(m), Some(Small::After | Small::Before))))
}

/// Whether a length only tells how far from something else: "a year after the vote".
fn counts_from(scene: &Scene<'_>, time: &Time) -> bool {
    let next = time.tokens.end;
    let small = |t: usize| scene.s.words.times.facet(scene.s.a.form(t)).and_then(|f| f.small);
    matches!(time.value, Value::Length(_))
        && next < scene.sentence(time.head).end
        && matches!(small(next), Some(Small::After | Small::Before))
}

/// Whether a time tells when rather than how long or how often.
fn tells_when(time: &Time) -> bool {
    matches!(time.kind, TimeKind::Date | TimeKind::Time)
        && !matches!(time.value, Value::Era(Era::Present | Era::Future))
}

/// The words that carry each act's time: its own, the verb that its noun depends on, the verb that it is joined to; how
/// closely, 0 the closest.
fn hosts(scene: &Scene<'_>, acts: &[Finding<Act>]) -> BTreeMap<usize, Vec<(usize, u8)>> {
    let s = scene.s;
    let own: BTreeSet<usize> = acts.iter().flat_map(|f| f.value.trigger.iter().copied().chain([f.at])).collect();
    let said: BTreeSet<usize> = scene.statements.iter().map(|f| f.at).collect();
    let mut out: BTreeMap<usize, Vec<(usize, u8)>> = BTreeMap::new();
    for (i, f) in acts.iter().enumerate() {
        let t = f.at;
        let mut add = |host: usize, how: u8| {
            let all = out.entry(host).or_default();
            if all.len() < SHARED && !all.iter().any(|(act, _)| *act == i) {
                all.push((i, how));
            }
        };
        f.value.trigger.iter().copied().chain([t]).for_each(|x| add(x, 0));
        let above = s.a.head(t);
        if s.is_verb(t) {
            let flows = |h: usize| match s.rel(t) {
                Rel::Xcomp => Some(1),
                Rel::Advcl if s.xpos(t) == Xpos::Vbg && s.markers(t).next().is_none() => Some(1),
                Rel::Conj if s.is_verb(h) => Some(3),
                _ => None,
            };
            if let Some((h, how)) = above.and_then(|h| Some((h, flows(h)?))) {
                add(h, how);
            }
        } else if let Some(verb) =
            s.above(t).take(4).find(|x| s.is_verb(*x)).filter(|v| !own.contains(v) && !said.contains(v))
        {
            add(verb, 1);
        }
        // Who announces does it by saying so: "will send police by March, the minister said **on Friday**".
        if AHEAD.contains(&f.value.event.category)
            && let Some(inner) = scene.statements.around(t).last()
        {
            add(scene.statements[*inner].at, 4);
        }
    }
    out
}

/// The nearest word above a time that carries an act's time, and whether another noun stands between.
fn host(scene: &Scene<'_>, time: &Time, hosts: &BTreeMap<usize, Vec<(usize, u8)>>) -> Option<(usize, u8)> {
    let s = scene.s;
    let mut far = 0;
    let above = std::iter::successors(s.a.head(time.head), |t| s.a.head(*t)).take(STEPS);
    for x in above {
        if hosts.contains_key(&x) {
            return Some((x, far));
        }
        if s.is_verb(x) && s.rel(x) != Rel::Amod {
            return None;
        }
        // "after the vote on Monday": the act is another.
        if s.markers(x).any(|m| s.form_in(m, &s.words.times.lists.not_when)) {
            return None;
        }
        far = 1;
    }
    None
}

/// Whether the act did not happen at a time that stands at it: "by Friday", "before 2010".
fn bounds(scene: &Scene<'_>, time: &Time) -> bool {
    let s = scene.s;
    let list = &s.words.times.lists.not_when;
    let before = time.tokens.start.checked_sub(1).filter(|t| scene.sentence(time.head).contains(t));
    let led = before.is_some_and(|t| s.form_in(t, list) && !begins(scene, time, t));
    led || s.markers(time.head).any(|m| m < time.tokens.start && s.form_in(m, list) && !begins(scene, time, m))
}

/// "from May to July": the first of two ends, on which it began.
fn begins(scene: &Scene<'_>, time: &Time, marker: usize) -> bool {
    let from = scene.s.words.times.lists.turns.get(scene.s.a.form(marker)).is_some();
    from && other_end(scene, time).is_some()
}

/// The second of two ends: "between November 18 and **December 3**".
fn other_end<'s>(scene: &'s Scene<'_>, time: &Time) -> Option<&'s Time> {
    let words = &scene.s.words.times;
    let joined = |t: usize| {
        let small = words.facet(scene.s.a.form(t)).and_then(|f| f.small);
        matches!(small, Some(Small::And | Small::To)) || matches!(scene.s.a.form(t), "-" | "–")
    };
    let end = time.tokens.end;
    (end < scene.sentence(time.head).end && joined(end)).then(|| scene.times.at(end + 1)).flatten()
}

/// Dates an act by a time, and sees what follows for its status.
fn date(scene: &Scene<'_>, act: &mut Finding<Act>, time: &Time) {
    let s = scene.s;
    // "met on 29 August" has been, whatever day the report bears.
    let told = s.xpos(act.at) == Xpos::Vbd;
    let event = &mut act.value.event;
    let led = time.tokens.start.checked_sub(1).filter(|t| s.rel(*t) == Rel::Case && s.upos(*t) == Upos::Adp);
    let ranged = led.and_then(|_| other_end(scene, time));
    let mut span = led.map_or(time.span, |t| s.a.tokens[t].span.cover(time.span));
    if let Some(end) = ranged {
        span = span.cover(end.span);
    }
    event.when = vec![span];
    let Some(moment) = time.moment().filter(|_| !bounds(scene, time)) else { return };
    let last = ranged.and_then(Time::moment);
    event.date = time.date().map(|d| EventDate { precision: covering(moment, last, d.precision), ..d });
    let Some(report) = s.a.document.date else { return };
    let since = led.is_some_and(|t| s.words.times.facet(s.a.form(t)).and_then(|f| f.small) == Some(Small::Since));
    if long_ago(moment, report) && !since {
        event.status.time = Told::Historical;
    } else if moment.first > report && !told && event.status.time == Told::Past && !AHEAD.contains(&event.category) {
        event.status.time = Told::Future;
    }
}

/// How closely the first day is known of something that lasted until another time: as far as both lie within.
fn covering(first: &Moment, last: Option<&Moment>, own: Precision) -> Precision {
    let Some(last) = last.filter(|l| l.first > first.first) else { return own };
    let (a, b) = (first.first, last.first);
    let both = if (a.year(), a.month()) == (b.year(), b.month()) { Precision::Month } else { Precision::Year };
    own.max(both)
}

/// Whether a time lies well before the report's: in the year before last, or earlier.
fn long_ago(moment: &Moment, report: Date) -> bool {
    let last = match moment.grain {
        Grain::Decade => moment.first.year() + 9,
        Grain::Century => moment.first.year() + 99,
        _ => moment.first.year(),
    };
    last < report.year() - 1
}
