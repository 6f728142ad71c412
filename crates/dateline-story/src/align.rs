//! Which records of different reports tell one thing: scored pairs, by words, parties, category and quotations.
//!
//! Of relations and omissions, whose ends can be compared as such, clusters are made with one a report, greedily from
//! the best pair down. Pairs of other records are a hint for the sentences they stand in ([`crate::same`]).

use crate::Report;
use crate::between::Quotes;
use crate::features::Lexis;
use crate::party::{self, Parties, lists_agree};
use crate::unit::{Kind, Unit, is_mutual};
use dateline_contract::{Body, Entity, Omission, Record, Relation, RelationKind};
use dateline_text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Pairs below are not one telling.
const LEAST: f32 = 0.35;
/// So much alike that other speakers are a difference, not another statement.
const SAME_WORDS: f32 = 0.60;
/// Weight of words that must be shared for any pair.
const EVIDENCE: f32 = 3.0;

/// Two tellings that are one, by their numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) score: f32,
}

/// Tellings that are one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cluster {
    /// One a report.
    pub(crate) first: Vec<usize>,
    /// The pairs that made it, best first.
    pub(crate) links: Vec<Link>,
}

/// What the alignment found.
#[derive(Debug, Default)]
pub(crate) struct Alignment {
    /// Relations and omissions that are one.
    pub(crate) clusters: Vec<Cluster>,
    /// Pairs of other records that tell one thing, best first.
    pub(crate) links: Vec<Link>,
}

/// Everything a pair is judged by.
pub(crate) struct Aligner<'c> {
    pub(crate) reports: &'c [&'c Report<'c>],
    pub(crate) units: &'c [Unit],
    pub(crate) lexis: &'c Lexis,
    pub(crate) parties: &'c Parties,
    pub(crate) quotes: &'c Quotes<'c>,
}

impl Aligner<'_> {
    /// Aligns all records.
    pub(crate) fn run(&self) -> Alignment {
        let mut same: Vec<Link> = self.candidates().into_iter().filter_map(|(a, b)| self.judge(a, b)).collect();
        same.retain(|l| l.score >= LEAST);
        same.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
        let ends = |l: &Link| matches!(self.units[l.a].kind, Kind::Relation | Kind::Omission);
        let (ended, links): (Vec<Link>, Vec<Link>) = same.into_iter().partition(ends);
        Alignment { clusters: self.clusters(&ended), links }
    }

    /// Pairs of tellings of two reports that share a word which is not everywhere.
    fn candidates(&self) -> Vec<(usize, usize)> {
        let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (n, u) in self.units.iter().enumerate() {
            // The rarest words of a telling bring it together with its like; the others only add to the score.
            let mut rare = u.features.clone();
            rare.sort_by(|x, y| self.lexis.weight_of(*y).total_cmp(&self.lexis.weight_of(*x)).then(x.cmp(y)));
            for f in rare.into_iter().take(24) {
                holders.entry(f).or_default().push(n);
            }
        }
        let most = 40.max(self.reports.len() * 12);
        let mut out = Vec::new();
        for list in holders.values().filter(|l| l.len() <= most) {
            for (i, a) in list.iter().enumerate() {
                let others = list[i + 1..].iter().filter(|b| self.units[**b].report != self.units[*a].report);
                out.extend(others.map(|b| (*a, *b)));
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn record(&self, unit: &Unit) -> Option<&Record> {
        unit.records.first().map(|r| &self.reports[unit.report].records[*r])
    }

    fn judge(&self, a: usize, b: usize) -> Option<Link> {
        let (u, v) = (&self.units[a], &self.units[b]);
        let likeness = self.lexis.likeness(&u.features, &v.features);
        let (count, shared) = self.lexis.shared(&u.features, &v.features);
        let bodies = self.record(u).map(|r| &r.body).zip(self.record(v).map(|r| &r.body));
        match bodies {
            Some((Body::Relation(_), Body::Relation(_))) => return self.relations((a, b), likeness),
            Some((Body::Omission(x), Body::Omission(y))) => return self.omissions((a, b), x, y, likeness),
            _ => {}
        }
        let quoted = self.quotes.get(u.report, v.report).iter().any(|q| {
            let fits = |u: &Unit, side: (usize, Span)| u.report == side.0 && u.extent.overlaps(side.1);
            (fits(u, q.a) && fits(v, q.b)) || (fits(u, q.b) && fits(v, q.a))
        });
        let parties = parties_agree(u, v);
        let words = self.lexis.shared_words(&u.features, &v.features);
        if !quoted && (count < 2 || shared < EVIDENCE || words < EVIDENCE / 2.0) {
            return None;
        }
        let mut score = likeness + 0.03 * (1.0 - (u.position - v.position).abs());
        score += if quoted { 0.3 } else { 0.0 };
        score += match (u.kind, v.kind) {
            (x, y) if x == y => 0.02,
            (Kind::Omission, _) | (_, Kind::Omission) => -0.2,
            (Kind::Relation, _) | (_, Kind::Relation) => -0.1,
            _ => -0.02,
        };
        score += category(u, v) + 0.24 * (parties - 0.5);
        score += if u.form(self.reports[u.report]) == v.form(self.reports[v.report]) { 0.01 } else { 0.0 };
        // Alike in some words, but by others: another statement, not this one.
        let others = parties < 0.3 && !quoted && likeness < SAME_WORDS;
        (!others).then_some(Link { a, b, score })
    }

    /// A telling may hold several relations of one kind ("with the US and the UN"): the best pair counts.
    fn relations(&self, (a, b): (usize, usize), likeness: f32) -> Option<Link> {
        let (u, v) = (&self.units[a], &self.units[b]);
        let agree = |e: &Entity, f: &Entity| party::agreement(&self.entity(u.report, e), &self.entity(v.report, f));
        let ends = |x: &Relation, y: &Relation| {
            let straight = agree(&x.from, &y.from).min(agree(&x.to, &y.to));
            let turned = agree(&x.from, &y.to).min(agree(&x.to, &y.from));
            if is_two_sided(x.kind) { straight.max(turned) } else { straight }
        };
        let (mine, theirs) = (u.relations(self.reports[u.report]), v.relations(self.reports[v.report]));
        let pairs = mine.iter().flat_map(|x| theirs.iter().map(move |y| (x, y)));
        let best = pairs.filter(|(x, y)| x.kind == y.kind).map(|(x, y)| ends(x, y)).fold(0.0, f32::max);
        // A country and its government are one end here: what else is said of it decides between two such pairs.
        let ends = if best >= 0.75 { 1.0 } else { best };
        (best >= 0.35).then_some(Link { a, b, score: 0.3 + 0.3 * ends + 0.4 * likeness })
    }

    fn omissions(&self, (a, b): (usize, usize), x: &Omission, y: &Omission, likeness: f32) -> Option<Link> {
        let who =
            party::agreement(&self.entity(self.units[a].report, &x.who), &self.entity(self.units[b].report, &y.who));
        let score = 0.2 + 0.3 * who + 0.5 * likeness;
        (who >= 0.5 && likeness >= 0.15).then_some(Link { a, b, score })
    }

    fn entity(&self, report: usize, e: &Entity) -> party::Party {
        self.parties.entity(report, self.reports[report].analysis.text(), e)
    }

    /// Clusters from the best pair down.
    fn clusters(&self, links: &[Link]) -> Vec<Cluster> {
        let scores: BTreeMap<(usize, usize), f32> = links.iter().map(|l| ((l.a, l.b), l.score)).collect();
        let mut all: Vec<Cluster> = Vec::new();
        let mut home: Vec<Option<usize>> = vec![None; self.units.len()];
        for link in links {
            match (home[link.a], home[link.b]) {
                (None, None) => {
                    home[link.a] = Some(all.len());
                    home[link.b] = Some(all.len());
                    all.push(Cluster { first: vec![link.a, link.b], links: vec![*link] });
                }
                (Some(c), None) => self.join(&mut all[c], c, link.b, link, &scores, &mut home),
                (None, Some(c)) => self.join(&mut all[c], c, link.a, link, &scores, &mut home),
                (Some(x), Some(y)) if x == y => all[x].links.push(*link),
                (Some(x), Some(y)) => self.merge(&mut all, x, y, link, &scores, &mut home),
            }
        }
        all.retain(|c| !c.first.is_empty());
        all
    }

    fn join(
        &self,
        cluster: &mut Cluster,
        number: usize,
        unit: usize,
        link: &Link,
        scores: &BTreeMap<(usize, usize), f32>,
        home: &mut [Option<usize>],
    ) {
        let report = self.units[unit].report;
        let there = cluster.first.iter().any(|u| self.units[*u].report == report);
        if there || mean(&cluster.first, &[unit], scores) < LEAST * 0.6 {
            return;
        }
        cluster.first.push(unit);
        cluster.links.push(*link);
        home[unit] = Some(number);
    }

    fn merge(
        &self,
        all: &mut [Cluster],
        x: usize,
        y: usize,
        link: &Link,
        scores: &BTreeMap<(usize, usize), f32>,
        home: &mut [Option<usize>],
    ) {
        let reports = |c: &Cluster| c.first.iter().map(|u| self.units[*u].report).collect::<BTreeSet<_>>();
        if !reports(&all[x]).is_disjoint(&reports(&all[y])) || mean(&all[x].first, &all[y].first, scores) < LEAST * 0.6
        {
            return;
        }
        let gone = std::mem::take(&mut all[y]);
        for u in &gone.first {
            home[*u] = Some(x);
        }
        all[x].first.extend(gone.first);
        all[x].links.extend(gone.links);
        all[x].links.push(*link);
        all[x].links.sort_by(|p, q| q.score.total_cmp(&p.score).then((p.a, p.b).cmp(&(q.a, q.b))));
    }
}

/// The mean score between two groups; pairs that were not linked count as nothing.
fn mean(x: &[usize], y: &[usize], scores: &BTreeMap<(usize, usize), f32>) -> f32 {
    let score = |a: usize, b: usize| scores.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0);
    let sum: f32 = x.iter().flat_map(|a| y.iter().map(move |b| (*a, *b))).map(|(a, b)| score(a, b)).sum();
    sum / (x.len() * y.len()).max(1) as f32
}

/// Whether a relation reads the same from either end.
fn is_two_sided(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::TiesWith | RelationKind::CounterpartOf)
}

fn category(u: &Unit, v: &Unit) -> f32 {
    match (u.category, v.category) {
        (Some(x), Some(y)) if x == y => 0.10,
        (Some(_), Some(_)) => -0.06,
        _ => 0.0,
    }
}

/// How well the parties of two tellings agree; 0.5 where nothing is known.
fn parties_agree(u: &Unit, v: &Unit) -> f32 {
    if u.kind == Kind::Event && v.kind == Kind::Event {
        let straight = 0.6 * lists_agree(&u.actor, &v.actor) + 0.4 * lists_agree(&u.recipient, &v.recipient);
        if u.category == v.category && u.category.is_some_and(is_mutual) {
            let turned = 0.5 * lists_agree(&u.actor, &v.recipient) + 0.5 * lists_agree(&u.recipient, &v.actor);
            return straight.max(turned);
        }
        return straight;
    }
    if u.kind == Kind::Passage || v.kind == Kind::Passage || !u.named || !v.named {
        return 0.5;
    }
    lists_agree(&u.speakers, &v.speakers)
}
