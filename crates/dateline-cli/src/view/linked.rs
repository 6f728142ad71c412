//! A comparison as linked data: JSON-LD in the words of schema.org, for sites that show what was claimed and where.
//!
//! What is told is a `Claim` with the reports it appears in, a difference is a `ClaimReview` of it. No verdict is given, so
//! no review has a rating. Every `text` stands word for word in the report that it is ascribed to.

use super::compare::{credited, published};
use super::letter;
use dateline::contract::wire::PointKind;
use dateline::contract::{Body, SourceKind, Statement};
use dateline::language::{Analysis, NameKind};
use dateline::story::{Comparison, Difference, Place, Point, Report};
use dateline::text::Span;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The comparison as one object on one line.
#[must_use]
pub(crate) fn graph(c: &Comparison, reports: &[Report<'_>], group: Option<&str>) -> String {
    let linked = Linked { reports, order: published(reports) };
    let mut parts: Vec<Value> = linked.order.iter().map(|r| linked.article(*r)).collect();
    for (n, points) in linked.claims(c).iter().enumerate() {
        linked.claim(n + 1, points, &mut parts);
    }
    let mut whole = object(&[("@context", "https://schema.org".into()), ("@type", "Collection".into())]);
    if let Some(group) = group {
        whole.insert("name".into(), group.into());
    }
    whole.insert("hasPart".into(), parts.into());
    Value::Object(whole).to_string() + "\n"
}

fn object(fields: &[(&str, Value)]) -> Map<String, Value> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

struct Linked<'a> {
    reports: &'a [Report<'a>],
    /// The reports in the order of their publication.
    order: Vec<usize>,
}

impl Linked<'_> {
    fn words(&self, place: Place) -> &str {
        place.span.of(self.reports[place.report].analysis.text())
    }

    /// The points of each claim, in the order of their weightiest; what is only near another's words claims nothing of
    /// it. Two that would have the same words are one.
    fn claims<'c>(&self, c: &'c Comparison) -> Vec<Vec<&'c Point>> {
        let mut all: Vec<Vec<&Point>> = Vec::new();
        let mut known: BTreeMap<usize, usize> = BTreeMap::new();
        for p in c.points.iter().filter(|p| p.kind != PointKind::Related && !p.tellings.is_empty()) {
            // A point that is of no claim that others are of has the greatest number.
            let own = all.len();
            let at = if p.claim == usize::MAX { own } else { *known.entry(p.claim).or_insert(own) };
            if at == own {
                all.push(Vec::new());
            }
            all[at].push(p);
        }
        let mut worded: Vec<Vec<&Point>> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for points in all {
            let Some(lead) = self.lead(&points) else { continue };
            let words = self.words(Place { report: lead.report, span: self.text(&points, lead).0 });
            let at = *places.entry(words).or_insert(worded.len());
            if at == worded.len() {
                worded.push(Vec::new());
            }
            worded[at].extend(points);
        }
        worded
    }

    /// The telling of some points that was published first.
    fn lead(&self, points: &[&Point]) -> Option<Place> {
        let tellings = || points.iter().flat_map(|p| &p.tellings).copied();
        let first = self.order.iter().find(|r| tellings().any(|t| t.report == **r))?;
        tellings().find(|t| t.report == *first)
    }

    /// A report, with what is known of it and nothing else.
    fn article(&self, report: usize) -> Value {
        let r = &self.reports[report];
        let d = &r.analysis.document;
        let mut out = object(&[
            ("@type", "NewsArticle".into()),
            ("@id", name_of(report).into()),
            ("identifier", d.id.clone().into()),
        ]);
        let headline = d.headline.map(|h| h.of(&d.text).trim()).or(d.meta.title.as_deref());
        let publisher = credited(r).map(|name| json!({"@type": "Organization", "name": name}));
        let known = [
            ("headline", headline.filter(|h| !h.is_empty()).map(Value::from)),
            ("url", d.meta.url.clone().map(Value::from)),
            ("datePublished", d.date.map(|date| date.to_string().into())),
            ("publisher", publisher),
        ];
        out.extend(known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
        Value::Object(out)
    }

    /// A claim and what its reports tell differently, added to `parts`.
    fn claim(&self, number: usize, points: &[&Point], parts: &mut Vec<Value>) {
        let mut told: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        for place in points.iter().flat_map(|p| &p.tellings) {
            let spans = told.entry(place.report).or_default();
            if !spans.contains(&place.span) {
                spans.push(place.span);
            }
        }
        let order: Vec<usize> = self.order.iter().copied().filter(|r| told.contains_key(r)).collect();
        let Some(lead) = self.lead(points) else { return };
        let id = format!("_:claim-{number}");
        let (span, authors) = self.text(points, lead);
        let text = self.words(Place { report: lead.report, span }).to_owned();
        let mut claim = object(&[("@type", "Claim".into()), ("@id", id.clone().into()), ("text", text.clone().into())]);
        if !authors.is_empty() {
            claim.insert("author".into(), authors.into());
        }
        if self.is_first(&order) {
            claim.insert("firstAppearance".into(), self.article(lead.report));
        }
        let appearances = order.iter().map(|r| {
            let mut article = self.article(*r);
            let quotations = told[r].iter().map(|s| self.quotation(Place { report: *r, span: *s }, None));
            article["hasPart"] = quotations.collect();
            article
        });
        claim.insert("appearance".into(), appearances.collect());
        parts.push(Value::Object(claim));
        let facets = points.iter().flat_map(|p| &p.facets);
        for (n, facet) in facets.enumerate() {
            parts.push(self.review(&format!("_:difference-{number}-{}", n + 1), &id, &text, facet));
        }
    }

    /// Whether the first of some reports is known to be the first: all have a day, and no other has the same.
    fn is_first(&self, order: &[usize]) -> bool {
        let day = |r: &usize| self.reports[*r].analysis.document.date;
        let first = order.first().and_then(day);
        first.is_some() && order[1..].iter().all(|r| day(r) > first)
    }

    /// What is claimed, and by whom: a whole clause that a named speaker says, where it is most of the telling and nobody
    /// else speaks in it; else the telling, from the beginning of its sentence, on nobody's word but its report's.
    fn text(&self, points: &[&Point], telling: Place) -> (Span, Vec<Value>) {
        let analysis = self.reports[telling.report].analysis;
        let whole = (sentence(analysis, telling.span), Vec::new());
        let records = &self.reports[telling.report].records;
        let numbers: BTreeSet<usize> =
            points.iter().flat_map(|p| &p.records).filter(|r| r.0 == telling.report).map(|r| r.1).collect();
        let meets =
            |s: &Statement| s.content.iter().any(|c| c.start() < telling.span.end() && telling.span.start() < c.end());
        let said = numbers.iter().filter_map(|n| match &records[*n].body {
            Body::Statement(s) if meets(s) => Some(s),
            _ => None,
        });
        let said: Vec<&Statement> = said.collect();
        let [only] = said[..] else { return whole };
        let [content] = only.content[..] else { return whole };
        let content = unquoted(analysis.text(), content);
        let most = telling.span.contains(content) && content.len() * 2 > telling.span.len();
        let named = !only.negated && only.source_kind == SourceKind::Named;
        if !named || !most || !is_clause(analysis, content) {
            return whole;
        }
        let mut authors: Vec<Value> = Vec::new();
        for source in &only.source {
            let name = source.name.as_deref().unwrap_or(source.span.of(analysis.text()));
            let mut author = object(&[("name", name.into())]);
            if let Some(kind) = kind_of(analysis, name) {
                author.insert("@type".into(), kind.into());
            }
            let author = Value::Object(author);
            if !authors.contains(&author) {
                authors.push(author);
            }
        }
        (content, authors)
    }

    /// Words of a report; `told` is what they come to where they show a difference.
    fn quotation(&self, place: Place, told: Option<&str>) -> Value {
        let mut out = object(&[
            ("@type", "Quotation".into()),
            ("text", self.words(place).into()),
            ("isPartOf", json!({"@id": name_of(place.report)})),
        ]);
        if let Some(told) = told.filter(|t| *t != self.words(place)) {
            out.insert("description".into(), told.into());
        }
        Value::Object(out)
    }

    /// One way in which two reports tell a claim differently.
    fn review(&self, id: &str, claim: &str, text: &str, f: &Difference) -> Value {
        let told = |report: usize| f.told.iter().find(|t| t.report == report).map(|t| t.words.as_str());
        let parts: Vec<Value> = f.spans.iter().map(|p| self.quotation(*p, told(p.report))).collect();
        json!({
            "@type": "ClaimReview",
            "@id": id,
            "itemReviewed": {"@id": claim},
            "claimReviewed": text,
            "reviewAspect": f.of.name(),
            "hasPart": parts,
        })
    }
}

/// A report's name within the object.
fn name_of(report: usize) -> String {
    format!("_:report-{}", letter(report))
}

/// Words without the quotation marks around them; marks around a part of them stay.
fn unquoted(text: &str, span: Span) -> Span {
    const MARKS: [char; 3] = ['"', '“', '”'];
    let words = span.of(text);
    let inner = words.trim_matches(MARKS);
    if !words.starts_with(MARKS) || inner.contains(MARKS) {
        return span;
    }
    let from = span.start() + words.find(inner).unwrap_or_default();
    Span::new(text, from, from + inner.len()).unwrap_or(span)
}

/// Words with the sentence that they begin in, where they begin in its middle or are all of it but for its marks.
fn sentence(analysis: &Analysis, span: Span) -> Span {
    let sentences = || analysis.sentences.iter().map(|s| analysis.span(s.clone()));
    let Some(around) = sentences().find(|s| s.start() <= span.start() && span.start() < s.end()) else { return span };
    let has_words = |from: usize, to: usize| analysis.text()[from..to.max(from)].chars().any(char::is_alphanumeric);
    let middle = has_words(around.start(), span.start());
    if middle || !has_words(span.end(), around.end()) { around.cover(span) } else { span }
}

/// Whether words are a clause: their head has its subject among them.
fn is_clause(analysis: &Analysis, span: Span) -> bool {
    let inside = |t: usize| span.contains(analysis.tokens[t].span);
    let first = analysis.tokens.partition_point(|t| t.span.end() <= span.start());
    let own = (first..analysis.tokens.len()).take_while(|t| analysis.tokens[*t].span.start() < span.end());
    let mut subjects = own.filter(|t| analysis.tokens[*t].rel.is_subject()).filter_map(|t| analysis.head(t));
    subjects.any(|head| inside(head) && analysis.head(head).is_none_or(|above| !inside(above)))
}

/// Whether a name is a person's or a body's; `None` where that is not known.
fn kind_of(analysis: &Analysis, name: &str) -> Option<&'static str> {
    let found = analysis.names.iter().find(|n| analysis.span(n.tokens.clone()).of(analysis.text()) == name)?;
    match found.kind {
        NameKind::Per => Some("Person"),
        NameKind::Org => Some("Organization"),
        NameKind::Loc => None,
    }
}
