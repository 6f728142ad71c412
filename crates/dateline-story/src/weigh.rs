//! How much a point matters, and how many of its reports are textually independent.

use crate::Report;
use crate::between::Copies;
use crate::comparison::{Place, Point};
use crate::features::Lexis;
use crate::unit::{Kind, Unit, overlap};
use dateline_contract::{Body, Category, Form, Sector};
use std::collections::{BTreeMap, BTreeSet};

/// Weighs the points of one comparison.
pub(crate) struct Weigher<'c> {
    pub(crate) reports: &'c [&'c Report<'c>],
    pub(crate) units: &'c [Unit],
    pub(crate) lexis: &'c Lexis,
    pub(crate) copied: &'c Copies<'c>,
}

/// What a sentence of which nothing was recorded weighs.
const PLAIN: f32 = 0.5;

impl Weigher<'_> {
    /// How much something matters that these units tell, in sentences at these places, in so many reports.
    pub(crate) fn of<'p>(&self, units: &[usize], positions: impl Iterator<Item = &'p f32>, reports: usize) -> f32 {
        let first = positions.map(|p| PLAIN + 0.25 * (1.0 - p)).fold(0.0, f32::max);
        let best = units.iter().map(|u| self.unit_weight(&self.units[*u])).fold(first, f32::max);
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
    pub(crate) fn independent(&self, tellings: &[Place]) -> usize {
        let mut group: BTreeMap<usize, usize> = tellings.iter().map(|p| (p.report, p.report)).collect();
        let reports: Vec<usize> = group.keys().copied().collect();
        let agencies: BTreeMap<usize, String> = reports.iter().filter_map(|r| Some((*r, self.agency(*r)?))).collect();
        for (i, a) in reports.iter().enumerate() {
            for b in &reports[i + 1..] {
                let credited = agencies.get(a).is_some_and(|of| agencies.get(b) == Some(of));
                if group[a] != group[b] && (credited || self.same_text(tellings, *a, *b)) {
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
    fn same_text(&self, tellings: &[Place], a: usize, b: usize) -> bool {
        let mut own = tellings.iter().filter(|p| p.report == a || p.report == b);
        own.any(|p| {
            let other = if p.report == a { b } else { a };
            let copied = self.copied.get(p.report, other).iter().filter_map(|c| match (c.from.0, c.to.0) {
                (f, t) if f == p.report && t == other => Some(c.from.1),
                (f, t) if t == p.report && f == other => Some(c.to.1),
                _ => None,
            });
            copied.map(|s| overlap(s, p.span)).sum::<usize>() * 2 >= p.span.len()
        })
    }
}

/// The weightiest first; a point that repeats another of its kind on the same words goes down.
pub(crate) fn rank(mut points: Vec<Point>) -> Vec<Point> {
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
