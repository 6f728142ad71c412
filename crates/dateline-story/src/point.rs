//! From claims to points: what to say first, and what belongs to it.

use crate::Report;
use crate::align::Cluster;
use crate::between::Copies;
use crate::claims::{Claim, SURE, SURE_OF_RECORDS};
use crate::comparison::{Difference, Passage, Place, Point, Told};
use crate::differ::{self, Differ, Found, Telling, worth};
use crate::digest::{At, Digest};
use crate::features::Lexis;
use crate::figure::FigurePair;
use crate::same::Pair;
use crate::tell::Teller;
use crate::unit::{self, Kind, Unit, overlap};
use crate::weigh::Weigher;
use dateline_contract::Body;
use dateline_contract::wire::{Facet, FigureLabel, PointKind};
use dateline_text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Records of a point, unless more reports than that tell it.
const MOST_RECORDS: usize = 8;
/// Share of a record's words that a sentence of another report must have for it to tell the same.
const TELLS: f32 = 0.4;
/// Two counts in no claim are held to be of one thing only where their sentences fit so well.
const MAY_BE: f32 = -0.4;
/// In a claim of more reports than this each is held against the first alone.
const ALL_PAIRS: usize = 4;

/// Makes points of what was aligned.
pub(crate) struct Pointer<'c> {
    pub(crate) reports: &'c [&'c Report<'c>],
    pub(crate) digests: &'c [Digest],
    pub(crate) units: &'c [Unit],
    pub(crate) lexis: &'c Lexis,
    pub(crate) figures: &'c [FigurePair],
    pub(crate) copied: &'c Copies<'c>,
    pub(crate) pairs: &'c [Pair],
    pub(crate) differ: &'c Differ<'c>,
    pub(crate) teller: Teller<'c>,
    /// The units that stand in each sentence.
    pub(crate) inside: &'c BTreeMap<At, Vec<usize>>,
    /// How likely each unit is told by another report.
    pub(crate) elsewhere: Vec<f32>,
}

/// The units that stand in each sentence.
pub(crate) fn inside(digests: &[Digest], units: &[Unit]) -> BTreeMap<At, Vec<usize>> {
    let mut out: BTreeMap<At, Vec<usize>> = BTreeMap::new();
    for (n, u) in units.iter().enumerate() {
        let sentences = &digests[u.report].sentences;
        let first = sentences.partition_point(|s| s.span.end() <= u.extent.start());
        for (s, _) in sentences[first..].iter().take_while(|s| s.span.start() < u.extent.end()).enumerate() {
            out.entry((u.report, first + s)).or_default().push(n);
        }
    }
    out
}

impl Pointer<'_> {
    /// All points, the weightiest first.
    pub(crate) fn points(&self, claims: &[Claim], clusters: &[Cluster]) -> Vec<Point> {
        let mut out = Vec::new();
        let mut told: BTreeSet<usize> = BTreeSet::new();
        for (n, claim) in claims.iter().enumerate() {
            let tellings = self.tellings(claim);
            told.extend(tellings.iter().flat_map(|t| t.units.iter().copied()));
            out.extend(self.claim(n, claim, &tellings));
        }
        for cluster in clusters {
            told.extend(cluster.first.iter().copied());
            out.extend(self.cluster(claims.len() + out.len(), cluster));
        }
        let mut homes: BTreeMap<At, BTreeSet<usize>> = BTreeMap::new();
        for (n, claim) in claims.iter().enumerate() {
            claim.members.iter().for_each(|at| _ = homes.entry(*at).or_default().insert(n));
        }
        out.extend(self.lone_figures(&homes));
        out.extend(self.related(claims));
        out.extend(self.alone(&told));
        crate::weigh::rank(out)
    }

    fn sentence(&self, t: &Telling) -> Span {
        self.digests[t.report].sentences[t.sentence].span
    }

    fn clause(&self, t: &Telling) -> Span {
        self.digests[t.report].clauses[t.clause].span
    }

    fn weigher(&self) -> Weigher<'_> {
        Weigher { reports: self.reports, units: self.units, lexis: self.lexis, copied: self.copied }
    }

    /// What each report makes of a claim.
    fn tellings(&self, claim: &Claim) -> Vec<Telling> {
        let all = |at: At| {
            let words = self.digests[at.0].sentences[at.1].words.clone();
            self.lexis.of_words(at.0, words)
        };
        claim
            .members
            .iter()
            .map(|at| {
                // The surest pair says which clause is meant.
                let clause = claim.links.iter().map(|l| &self.pairs[*l]).find_map(|p| match *at {
                    a if a == p.a => Some(p.clauses.0),
                    b if b == p.b => Some(p.clauses.1),
                    _ => None,
                });
                let clause = clause.unwrap_or(self.digests[at.0].sentences[at.1].clauses.start);
                let span = self.digests[at.0].clauses[clause].span;
                // The words of the first two others are enough to see which records tell the same.
                let others: Vec<Vec<u32>> =
                    claim.members.iter().filter(|o| o.0 != at.0).take(3).map(|o| all(*o)).collect();
                let own = self.inside.get(at).map_or(&[][..], Vec::as_slice);
                let said = own.iter().copied().filter(|u| unit::says(&self.units[*u], span));
                let said = said.min_by_key(|u| (self.units[*u].content.iter().map(|c| c.len()).sum::<usize>(), *u));
                let beside: Vec<usize> =
                    others_of(claim, *at).flat_map(|o| self.inside.get(&o).into_iter().flatten().copied()).collect();
                let linked = |u: usize| beside.iter().any(|v| self.differ.links.contains(&(u.min(*v), u.max(*v))));
                let mut units: Vec<usize> =
                    own.iter().copied().filter(|u| linked(*u) || self.tells(*u, &others)).collect();
                units.sort_by_key(|u| (!linked(*u), *u));
                Telling { report: at.0, sentence: at.1, clause, units, said }
            })
            .collect()
    }

    /// Whether one of some sentences has much of a record's words.
    fn tells(&self, unit: usize, others: &[Vec<u32>]) -> bool {
        let u = &self.units[unit];
        let weight = self.lexis.weight(&u.features);
        u.kind != Kind::Passage && others.iter().any(|o| self.lexis.shared(&u.features, o).1 >= TELLS * weight)
    }

    /// The points of a claim: that it is shared, and where two reports part.
    fn claim(&self, number: usize, claim: &Claim, tellings: &[Telling]) -> Vec<Point> {
        let pairs: BTreeMap<(At, At), &Pair> =
            claim.links.iter().map(|l| &self.pairs[*l]).map(|p| ((p.a, p.b), p)).collect();
        let mut out = Vec::new();
        let first = if tellings.len() > ALL_PAIRS { 1 } else { tellings.len() };
        for (i, a) in tellings.iter().enumerate().take(first) {
            for b in &tellings[i + 1..] {
                let pair = pairs.get(&((a.report, a.sentence), (b.report, b.sentence)));
                let sure = |p: &Pair| p.score >= SURE || (p.score >= SURE_OF_RECORDS && self.differ.linked(a, b));
                let found = match pair {
                    Some(p) if sure(p) => self.differ.differences(a, b, p),
                    // Of a pair that is less sure, two records that tell one thing say how each tells it.
                    Some(_) => self.differ.of_records(a, b),
                    None => Vec::new(),
                };
                if !found.is_empty() {
                    out.push(self.differs(number, &[a, b], &found));
                }
            }
        }
        if out.is_empty() || tellings.len() > 2 {
            let all: Vec<&Telling> = tellings.iter().collect();
            let mut shared = self.point(PointKind::Shared, number, &all);
            shared.independent = self.weigher().independent(&shared.tellings);
            out.push(shared);
        }
        out
    }

    fn differs(&self, number: usize, tellings: &[&Telling], found: &[Found]) -> Point {
        let mut point = self.point(PointKind::Differs, number, tellings);
        self.part(&mut point, found);
        point
    }

    /// Says of a point where its two reports part.
    fn part(&self, point: &mut Point, found: &[Found]) {
        point.kind = PointKind::Differs;
        point.independent = 0;
        point.facets = found
            .iter()
            .map(|(of, sides)| Difference {
                of: *of,
                spans: sides.iter().map(|s| Place { report: s.report, span: s.span }).collect(),
                told: sides.iter().map(|s| Told { report: s.report, words: s.told.clone() }).collect(),
            })
            .collect();
        let Some(first) = point.facets.first() else { return };
        point.of = Some(first.of);
        point.told.clone_from(&first.told);
        point.spans.clone_from(&first.spans);
        point.weight *= worth(first.of);
    }

    /// A point that some tellings make.
    fn point(&self, kind: PointKind, claim: usize, tellings: &[&Telling]) -> Point {
        let mut records = Vec::new();
        let most = MOST_RECORDS.saturating_sub(tellings.len()).max(tellings.len());
        for round in 0..MOST_RECORDS {
            for t in tellings {
                let units = t.said.iter().chain(&t.units).map(|u| &self.units[*u]);
                let all = units.filter(|u| !u.piece).flat_map(|u| u.records.iter().map(|r| (u.report, *r)));
                let mut own: Vec<(usize, usize)> = Vec::new();
                for r in all {
                    if !own.contains(&r) {
                        own.push(r);
                    }
                }
                if let Some(r) = own.get(round).filter(|r| records.len() < most && !records.contains(*r)) {
                    records.push(*r);
                }
            }
        }
        records.sort_unstable();
        let place = |t: &&Telling| Place { report: t.report, span: self.sentence(t) };
        // A sentence that a record tells whole, and nothing else, is that record.
        let recorded = |t: &Telling| {
            let whole = self.sentence(t);
            let own = t.said.iter().chain(&t.units).map(|u| &self.units[*u]);
            let mut shown = own.filter(|u| u.records.iter().any(|r| records.contains(&(u.report, *r))));
            shown.any(|u| overlap(u.extent, whole) * 10 >= u.extent.cover(whole).len() * 9)
        };
        let bare = tellings.iter().filter(|t| !recorded(t));
        let passages: Vec<Passage> = bare.map(|t| Passage { place: place(t), of: None }).collect();
        let units: Vec<usize> = tellings.iter().flat_map(|t| t.said.iter().chain(&t.units).copied()).collect();
        let lead = tellings.iter().min_by_key(|t| (self.sentence(t).len().abs_diff(110), t.report));
        Point {
            kind,
            of: None,
            what: lead
                .map(|t| self.teller.clause(self.sentence(t), self.clause(t), t.report, t.said.map(|u| &self.units[u])))
                .unwrap_or_default(),
            records,
            passages,
            tellings: tellings.iter().map(place).collect(),
            spans: tellings.iter().map(|t| Place { report: t.report, span: self.clause(t) }).collect(),
            told: Vec::new(),
            facets: Vec::new(),
            claim,
            independent: 0,
            weight: self.weigher().of(
                &units,
                tellings.iter().map(|t| &self.digests[t.report].sentences[t.sentence].position),
                tellings.len(),
            ),
        }
    }

    /// The points of relations and omissions that are one.
    fn cluster(&self, number: usize, cluster: &Cluster) -> Vec<Point> {
        let mut out = Vec::new();
        for link in cluster.links.iter().take(MOST_RECORDS) {
            let found = differ::of_relations(self.reports, &self.units[link.a], &self.units[link.b]);
            if !found.is_empty() {
                let mut point = self.records(PointKind::Differs, number, &[link.a, link.b]);
                self.part(&mut point, &found);
                out.push(point);
            }
        }
        if out.is_empty() {
            let mut shared = self.records(PointKind::Shared, number, &cluster.first);
            shared.independent = self.weigher().independent(&shared.tellings);
            out.push(shared);
        }
        out
    }

    /// A point of some records alone.
    fn records(&self, kind: PointKind, claim: usize, members: &[usize]) -> Point {
        let best = members.iter().min_by_key(|u| (crate::tell::readability(&self.units[**u]), **u)).copied();
        let most = MOST_RECORDS.max(self.reports.len());
        let units = || members.iter().map(|u| &self.units[*u]);
        let mut records: Vec<(usize, usize)> =
            units().filter(|u| !u.piece).flat_map(|u| u.records.iter().map(|r| (u.report, *r))).take(most).collect();
        records.sort_unstable();
        records.dedup();
        let bare = units().filter(|u| u.piece || u.kind == Kind::Passage);
        let passages = bare.map(|u| Passage { place: place(u), of: u.records.first().copied() });
        let mut spans: Vec<Place> = units().map(place).collect();
        spans.sort_by_key(|p| (p.report, p.span.start(), std::cmp::Reverse(p.span.end())));
        // Words that stand within others of the same report are shown with them.
        spans.dedup_by(|p, kept| p.report == kept.report && kept.span.contains(p.span));
        let reports: BTreeSet<usize> = units().map(|u| u.report).collect();
        Point {
            kind,
            of: None,
            what: best.map(|u| self.teller.what(&self.units[u])).unwrap_or_default(),
            passages: passages.take(most.saturating_sub(records.len()).max(1)).collect(),
            records,
            tellings: spans.clone(),
            spans,
            told: Vec::new(),
            facets: Vec::new(),
            claim,
            independent: 0,
            weight: self.weigher().of(members, std::iter::empty(), reports.len()),
        }
    }

    /// Counts that differ in sentences of no claim, each difference once.
    fn lone_figures(&self, homes: &BTreeMap<At, BTreeSet<usize>>) -> Vec<Point> {
        let score: BTreeMap<(At, At), f32> = self.pairs.iter().map(|p| ((p.a, p.b), p.score)).collect();
        let sentence = |side: (usize, usize, Span)| self.digests[side.0].sentence_at(side.2).map(|s| (side.0, s));
        let value = |side: (usize, usize, Span)| match &self.reports[side.0].records[side.1].body {
            Body::Figure(f) => f.value.map(f64::to_bits),
            _ => None,
        };
        let mut shown = BTreeSet::new();
        let free = self.figures.iter().filter(|f| {
            let Some((x, y)) = sentence(f.a).zip(sentence(f.b)) else { return false };
            let claimed = homes.get(&x).zip(homes.get(&y)).is_some_and(|(p, q)| !p.is_disjoint(q));
            let fits = score.get(&(x.min(y), x.max(y))).is_some_and(|s| *s >= MAY_BE);
            !claimed && fits && shown.insert((f.a.0, value(f.a), f.b.0, value(f.b), f.unit.as_str()))
        });
        free.filter_map(|f| self.figure(f)).collect()
    }

    /// A count that differs, where no claim tells it.
    fn figure(&self, pair: &FigurePair) -> Option<Point> {
        if pair.label != FigureLabel::Conflict {
            return None;
        }
        let sides = [pair.a, pair.b];
        let words = |s: (usize, usize, Span)| s.2.of(self.reports[s.0].analysis.text()).to_owned();
        let at = |s: (usize, usize, Span)| Place { report: s.0, span: s.2 };
        let whole = |s: (usize, usize, Span)| {
            let digest = &self.digests[s.0];
            digest.sentence_at(s.2).map_or(s.2, |n| digest.sentences[n].span)
        };
        let told: Vec<Told> = sides.iter().map(|s| Told { report: s.0, words: words(*s) }).collect();
        let spans: Vec<Place> = sides.iter().map(|s| at(*s)).collect();
        Some(Point {
            kind: PointKind::Differs,
            of: Some(Facet::Figure),
            what: format!("{}: {} / {}", pair.what, words(pair.a), words(pair.b)),
            records: sides.iter().map(|s| (s.0, s.1)).collect(),
            passages: Vec::new(),
            tellings: sides.iter().map(|s| Place { report: s.0, span: whole(*s) }).collect(),
            facets: vec![Difference { of: Facet::Figure, spans: spans.clone(), told: told.clone() }],
            spans,
            told,
            claim: usize::MAX,
            independent: 0,
            weight: 1.2,
        })
    }

    /// Sentences that are alike, but by others: each in one point at the most.
    fn related(&self, claims: &[Claim]) -> Vec<Point> {
        let mut taken: BTreeSet<At> = claims.iter().flat_map(|c| c.members.iter().copied()).collect();
        let mut near: Vec<&Pair> = self.pairs.iter().filter(|p| p.score >= crate::claims::BALANCED).collect();
        near.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
        let mut out = Vec::new();
        for p in near {
            if taken.contains(&p.a) || taken.contains(&p.b) {
                continue;
            }
            taken.extend([p.a, p.b]);
            let claim = Claim { members: vec![p.a, p.b], links: Vec::new() };
            let tellings = self.tellings(&claim);
            let all: Vec<&Telling> = tellings.iter().collect();
            let mut point = self.point(PointKind::Related, usize::MAX, &all);
            point.weight *= 0.4;
            out.push(point);
        }
        out
    }

    /// What one report alone tells: tested against every sentence of the others.
    fn alone(&self, told: &BTreeSet<usize>) -> Vec<Point> {
        let least = crate::claims::alone(self.reports.len().saturating_sub(1));
        let mut beside: Vec<Vec<usize>> = vec![Vec::new(); self.units.len()];
        for own in self.inside.values() {
            for u in own {
                beside[*u].extend(own.iter().filter(|t| told.contains(t)));
            }
        }
        let free = (0..self.units.len()).filter(|u| {
            !told.contains(u) && self.elsewhere[*u] < least && !beside[*u].iter().any(|t| self.repeats(*u, *t))
        });
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for u in free {
            let unit = &self.units[u];
            // Records that stand on the same words are told in one point.
            let same = |g: &Vec<usize>| {
                let other = &self.units[g[0]];
                other.report == unit.report
                    && overlap(other.extent, unit.extent) * 2 > other.extent.len().min(unit.extent.len())
            };
            match groups.iter_mut().rev().take(6).find(|g| same(g)).filter(|g| g.len() < 4) {
                Some(group) => group.push(u),
                None => groups.push(vec![u]),
            }
        }
        let points = groups.iter().map(|g| {
            let mut point = self.records(PointKind::Only, usize::MAX, g);
            point.weight *= 0.8;
            point
        });
        points.collect()
    }

    /// Whether a telling stands on the words of another of its report and says little beyond it.
    fn repeats(&self, u: usize, of: usize) -> bool {
        let (own, other) = (&self.units[u], &self.units[of]);
        own.kind != Kind::Relation
            && own.report == other.report
            && other.kind != Kind::Passage
            && overlap(own.extent, other.extent) * 5 >= own.extent.len() * 4
            && self.lexis.shared(&own.features, &other.features).1 >= 0.7 * self.lexis.weight(&own.features)
    }
}

/// The first few sentences of other reports that a claim has.
fn others_of(claim: &Claim, at: At) -> impl Iterator<Item = At> {
    claim.members.iter().copied().filter(move |o| o.0 != at.0).take(3)
}

fn place(u: &Unit) -> Place {
    Place { report: u.report, span: u.extent }
}
