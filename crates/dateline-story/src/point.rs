//! From aligned tellings to points: what to say first, and what belongs to it.

use crate::Report;
use crate::align::{Alignment, Cluster, Link};
use crate::between::{Copies, Quotes};
use crate::comparison::{Passage, Place, Point, Told};
use crate::differ::{Found, Pair};
use crate::features::Lexis;
use crate::figure::FigurePair;
use crate::tell::{Teller, readability};
use crate::unit::{Kind, Unit};
use dateline_contract::wire::{Facet, FigureLabel, PointKind};
use dateline_contract::{Body, Form};
use dateline_contract::{Category, Sector};
use dateline_text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Records of a point, unless more reports than that tell it.
const MOST_RECORDS: usize = 8;
/// Share of a telling's words that a sentence elsewhere must have for it not to be told "by one alone".
const COVERED: f32 = 0.62;

/// Makes points of what was aligned.
pub(crate) struct Pointer<'c> {
    pub(crate) reports: &'c [&'c Report<'c>],
    pub(crate) units: &'c [Unit],
    pub(crate) lexis: &'c Lexis,
    pub(crate) quotes: &'c Quotes<'c>,
    pub(crate) figures: &'c [FigurePair],
    pub(crate) copied: &'c Copies<'c>,
    pub(crate) teller: Teller<'c>,
}

impl Pointer<'_> {
    /// All points, the weightiest first.
    pub(crate) fn points(&self, alignment: &Alignment) -> Vec<Point> {
        let mut out: Vec<Point> = alignment.clusters.iter().flat_map(|c| self.cluster(c)).collect();
        out.extend(self.figures.iter().filter_map(|f| self.figure(f)));
        out.extend(alignment.related.iter().map(|l| self.related(l)));
        out.extend(self.alone(alignment));
        rank(out)
    }

    /// The points of tellings that are one: their differences, or that they are shared.
    fn cluster(&self, cluster: &Cluster) -> Vec<Point> {
        let mut found: BTreeMap<Facet, [crate::differ::Side; 2]> = BTreeMap::new();
        for link in &cluster.links {
            for (of, sides) in self.differences(link) {
                // Who speaks is settled by the best pair.
                let voice = matches!(of, Facet::Speaker | Facet::Attribution);
                let settled = found.contains_key(&Facet::Speaker) || found.contains_key(&Facet::Attribution);
                if !(voice && settled) {
                    found.entry(of).or_insert(sides);
                }
            }
        }
        let members: Vec<usize> = cluster.first.iter().chain(&cluster.second).copied().collect();
        let score = cluster.links.iter().map(|l| l.score).fold(0.0, f32::max);
        let weight = self.weight(&members) * (0.6 + 0.4 * score.min(1.0));
        let mut shared = self.point(PointKind::Shared, &members, weight);
        shared.independent = self.independent(&members);
        if found.is_empty() {
            return vec![shared];
        }
        let differ = found.into_iter().map(|(of, sides)| {
            let mut point = shared.clone();
            point.kind = PointKind::Differs;
            point.of = Some(of);
            point.independent = 0;
            point.weight *= worth(of);
            point.told = sides.iter().map(|s| Told { report: s.report, words: s.told.clone() }).collect();
            let shown = sides.iter().map(|s| Place { report: s.report, span: s.span });
            // Reports that tell it like one of the two are still shown by their own words.
            let rest = point.spans.iter().filter(|p| sides.iter().all(|s| s.report != p.report)).copied();
            point.spans = shown.chain(rest).collect();
            point.spans.sort();
            point
        });
        differ.collect()
    }

    fn differences(&self, link: &Link) -> Vec<Found> {
        let (a, b) = (&self.units[link.a], &self.units[link.b]);
        Pair { reports: self.reports, quotes: self.quotes, a, b, likeness: link.likeness }.differences()
    }

    /// A point of these tellings; the leading one gives the sentence.
    fn point(&self, kind: PointKind, members: &[usize], weight: f32) -> Point {
        let best = members.iter().min_by_key(|u| (readability(&self.units[**u]), **u)).copied();
        let mut records = Vec::new();
        let most = MOST_RECORDS.max(self.reports.len());
        // Leading records of all first, then what hangs on them.
        for round in 0..MOST_RECORDS {
            for u in members.iter().map(|u| &self.units[*u]) {
                if let Some(r) = u.records.get(round).filter(|_| !u.piece && records.len() < most) {
                    records.push((u.report, *r));
                }
            }
        }
        records.sort_unstable();
        let place = |u: &Unit| Place { report: u.report, span: u.extent };
        // A sentence that was not understood stands for its report only where no record does.
        let coded: BTreeSet<usize> = records.iter().map(|r| r.0).collect();
        let sentences = members.iter().map(|u| &self.units[*u]);
        let sentences = sentences.filter(|u| u.piece || (u.kind == Kind::Passage && !coded.contains(&u.report)));
        let passages = sentences.map(|u| Passage { place: place(u), of: u.records.first().copied() });
        let passages: Vec<Passage> = passages.take(most.saturating_sub(records.len())).collect();
        let mut spans: Vec<Place> = members.iter().map(|u| place(&self.units[*u])).collect();
        spans.sort_by_key(|p| (p.report, p.span.start(), std::cmp::Reverse(p.span.end())));
        // Words that stand within others of the same report are shown with them.
        spans.dedup_by(|p, kept| p.report == kept.report && kept.span.contains(p.span));
        Point {
            kind,
            of: None,
            what: best.map(|u| self.teller.what(&self.units[u])).unwrap_or_default(),
            records,
            passages,
            tellings: spans.clone(),
            spans,
            told: Vec::new(),
            independent: 0,
            weight,
        }
    }

    /// Tellings alike in words but by others.
    fn related(&self, link: &Link) -> Point {
        let members = [link.a, link.b];
        let mut point = self.point(PointKind::Related, &members, 0.4 * self.weight(&members));
        point.what = format!("{} · {}", self.teller.what(&self.units[link.a]), self.teller.what(&self.units[link.b]));
        point
    }

    /// A count that differs.
    fn figure(&self, pair: &FigurePair) -> Option<Point> {
        if pair.label == FigureLabel::Agree {
            return None;
        }
        let sides = [pair.a, pair.b];
        let words = |s: (usize, usize, Span)| s.2.of(self.reports[s.0].analysis.text()).to_owned();
        let conflict = pair.label == FigureLabel::Conflict;
        let place = |s: (usize, usize, Span)| Place { report: s.0, span: s.2 };
        Some(Point {
            kind: PointKind::Differs,
            of: Some(Facet::Figure),
            what: format!("{}: {} / {}", pair.what, words(pair.a), words(pair.b)),
            records: sides.iter().map(|s| (s.0, s.1)).collect(),
            passages: Vec::new(),
            spans: sides.map(place).to_vec(),
            tellings: sides.iter().map(|s| Place { report: s.0, span: self.sentence(s.0, s.2) }).collect(),
            told: sides.iter().map(|s| Told { report: s.0, words: words(*s) }).collect(),
            independent: 0,
            weight: if conflict { 1.3 } else { 0.7 },
        })
    }

    /// The sentence that a span begins in.
    fn sentence(&self, report: usize, span: Span) -> Span {
        let a = self.reports[report].analysis;
        let token = a.tokens.partition_point(|t| t.span.end() <= span.start()).min(a.tokens.len() - 1);
        a.span(a.sentences[a.sentence_of(token)].clone())
    }

    /// What one report alone tells.
    fn alone(&self, alignment: &Alignment) -> Vec<Point> {
        let clustered = alignment.clusters.iter().flat_map(|c| c.first.iter().chain(&c.second));
        let related = alignment.related.iter().flat_map(|l| [&l.a, &l.b]);
        let told: BTreeSet<usize> = clustered.chain(related).copied().collect();
        let sentences = self.sentences();
        let again = |u: usize| told.iter().any(|t| self.repeats(u, *t));
        let free = (0..self.units.len()).filter(|u| !told.contains(u) && !self.covered(*u, &sentences) && !again(*u));
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
        groups.iter().map(|g| self.point(PointKind::Only, g, 0.8 * self.weight(g))).collect()
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

    /// The features of every sentence, by report.
    fn sentences(&self) -> Vec<Vec<Vec<u32>>> {
        let of = |(r, report): (usize, &&Report<'_>)| {
            let a = report.analysis;
            a.sentences.iter().map(|s| self.lexis.within(r, a, &[a.span(s.clone())])).collect()
        };
        self.reports.iter().enumerate().map(of).collect()
    }

    /// Whether a sentence of another report has most of a telling's words.
    fn covered(&self, unit: usize, sentences: &[Vec<Vec<u32>>]) -> bool {
        let own = &self.units[unit];
        let weight = self.lexis.weight(&own.features);
        let others = sentences.iter().enumerate().filter(|(r, _)| *r != own.report);
        others.flat_map(|(_, s)| s).any(|s| {
            let (count, shared) = self.lexis.shared(&own.features, s);
            count >= 2 && shared >= COVERED * weight
        })
    }

    /// How much these tellings matter.
    fn weight(&self, members: &[usize]) -> f32 {
        let units = || members.iter().map(|u| &self.units[*u]);
        let best = units().map(|u| self.unit_weight(u)).fold(0.0, f32::max);
        let reports = units().map(|u| u.report).collect::<BTreeSet<_>>().len();
        best * (0.7 + 0.3 * reports as f32 / self.reports.len() as f32)
    }

    fn unit_weight(&self, u: &Unit) -> f32 {
        let kind = match (u.category, u.kind) {
            (Some(c), _) => match c {
                Category::Assault | Category::Coerce | Category::Sanction | Category::Threaten => 1.0,
                Category::Accuse | Category::Reject | Category::Agree | Category::Protest | Category::Mobilize => 0.9,
                Category::Consult => 0.75,
                _ => 0.85,
            },
            (None, Kind::Statement) => 0.75,
            (None, Kind::Omission) => 0.65,
            (None, Kind::Relation) => 0.3,
            (None, _) => 0.5,
        };
        let quoted = u.form(self.reports[u.report]) == Some(Form::Direct);
        let record = u.records.first().map(|r| &self.reports[u.report].records[*r]);
        let head = record.is_some_and(|r| matches!(r.body, Body::Event(_) | Body::Statement(_)))
            && u.speakers.iter().chain(&u.actor).any(|p| p.sector == Some(Sector::Gov));
        // Reports tell first what matters most; a long telling has more to say than three words.
        let full = (self.lexis.weight(&u.features) / 18.0).min(1.0);
        (kind + if quoted { 0.1 } else { 0.0 } + if head { 0.1 } else { 0.0 } + 0.25 * (1.0 - u.position))
            * (0.5 + 0.5 * full)
    }

    /// How many reports are textually independent: those that copied the passage, or credit one agency, count once.
    fn independent(&self, members: &[usize]) -> usize {
        let mut group: BTreeMap<usize, usize> =
            members.iter().map(|u| (self.units[*u].report, self.units[*u].report)).collect();
        let reports: Vec<usize> = group.keys().copied().collect();
        let agencies: BTreeMap<usize, String> = reports.iter().filter_map(|r| Some((*r, self.agency(*r)?))).collect();
        for (i, a) in reports.iter().enumerate() {
            for b in &reports[i + 1..] {
                let credited = agencies.get(a).is_some_and(|of| agencies.get(b) == Some(of));
                if group[a] != group[b] && (credited || self.same_text(members, *a, *b)) {
                    let (from, to) = (group[b], group[a]);
                    group.values_mut().filter(|g| **g == from).for_each(|g| *g = to);
                }
            }
        }
        group.values().collect::<BTreeSet<_>>().len()
    }

    fn agency(&self, report: usize) -> Option<String> {
        let dateline = self.reports[report].analysis.document.dateline.as_ref()?;
        dateline.agency.as_ref().map(|a| a.to_lowercase())
    }

    /// Whether most of what one report tells here is word for word in the other.
    fn same_text(&self, members: &[usize], a: usize, b: usize) -> bool {
        let mut units = members.iter().map(|u| &self.units[*u]).filter(|u| u.report == a || u.report == b);
        units.any(|u| {
            let other = if u.report == a { b } else { a };
            let own = self.copied.get(u.report, other).iter().filter_map(|c| match (c.from.0, c.to.0) {
                (f, t) if f == u.report && t == other => Some(c.from.1),
                (f, t) if t == u.report && f == other => Some(c.to.1),
                _ => None,
            });
            own.map(|s| overlap(s, u.extent)).sum::<usize>() * 2 >= u.extent.len()
        })
    }
}

/// Bytes that two spans share.
fn overlap(a: Span, b: Span) -> usize {
    a.end().min(b.end()).saturating_sub(a.start().max(b.start()))
}

/// What a difference is worth to a reader.
fn worth(of: Facet) -> f32 {
    match of {
        Facet::Figure => 1.3,
        Facet::Speaker | Facet::Attribution => 1.2,
        Facet::Quote | Facet::Status | Facet::Actor => 1.15,
        Facet::Hedge | Facet::Recipient => 1.1,
        Facet::Addressee | Facet::Date | Facet::Place => 0.95,
        Facet::Form => 0.85,
    }
}

/// The weightiest first; a point that repeats another of its kind on the same words goes down.
fn rank(mut points: Vec<Point>) -> Vec<Point> {
    let order = |a: &Point, b: &Point| {
        b.weight
            .total_cmp(&a.weight)
            .then_with(|| (a.kind, a.of, &a.spans, &a.records).cmp(&(b.kind, b.of, &b.spans, &b.records)))
    };
    points.sort_by(order);
    let mut shown: Vec<Vec<Place>> = Vec::new();
    for p in &mut points {
        let again = |seen: &Vec<Place>| {
            p.tellings.iter().all(|s| {
                seen.iter()
                    .any(|t| t.report == s.report && overlap(t.span, s.span) * 5 >= s.span.len().min(t.span.len()) * 3)
            })
        };
        // Points far down are not compared with each other: the page is long over by then.
        if shown.iter().any(again) {
            p.weight *= 0.5;
        } else if shown.len() < 200 {
            shown.push(p.tellings.clone());
        }
    }
    points.sort_by(order);
    points
}
