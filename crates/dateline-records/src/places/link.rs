//! Which place is said to lie in which: "Paris, Texas"; "Kamen Square in Elm"; "Nigeria's Borno state".

use super::candidates::Candidate;
use super::find::Draft;
use crate::syntax::Syntax;
use dateline_lexicon::PlaceKind;

/// How far a place may be from the middle of one that it lies in, in kilometres: a town's parts, a county, a region that is
/// no one's first level.
const TOWN: f64 = 60.0;
const COUNTY: f64 = 100.0;
const LAND: f64 = 300.0;

/// Whether a place lies in another.
pub(super) fn lies_in(inner: &Candidate<'_>, outer: &Candidate<'_>) -> bool {
    if inner.kind == PlaceKind::Country || inner.country != outer.country || inner == outer {
        return false;
    }
    let near = |most: f64| inner.distance(outer).is_some_and(|d| d <= most);
    match outer.kind {
        PlaceKind::Country => true,
        PlaceKind::Region if outer.geonames != 0 => inner.kind != PlaceKind::Region && inner.admin1 == outer.name,
        PlaceKind::Region => near(LAND),
        PlaceKind::County => near(COUNTY),
        PlaceKind::City | PlaceKind::Capital => {
            matches!(inner.kind, PlaceKind::Site | PlaceKind::County | PlaceKind::City)
                && inner.population < outer.population
                && near(TOWN)
        }
        PlaceKind::Area | PlaceKind::Site => false,
    }
}

/// How two names that stand side by side are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    /// "Elm, Texas": the second says where the first is.
    Comma,
    /// "Elm in Texas".
    In,
    /// "Texas's Elm".
    Owner,
}

/// Finds which drafts lie in which, and keeps of both what agrees with it. A draft that lies in another stands right
/// before or behind it.
pub(super) fn link(s: Syntax<'_>, drafts: &mut [Draft<'_>]) {
    // From the end on, so that "Elm, Texas, United States" is read from the outside in.
    for i in (0..drafts.len().saturating_sub(1)).rev() {
        let Some(join) = join(s, &drafts[i], &drafts[i + 1]) else { continue };
        let (inner, outer) = if join == Join::Owner { (i + 1, i) } else { (i, i + 1) };
        if drafts[inner].parent.is_some() {
            continue;
        }
        let agree: Vec<Candidate<'_>> = drafts[inner]
            .candidates
            .iter()
            .filter(|c| drafts[outer].candidates.iter().any(|o| lies_in(c, o)))
            .copied()
            .collect();
        if !agree.is_empty() {
            let fits = |o: &Candidate<'_>| agree.iter().any(|c| lies_in(c, o));
            drafts[outer].candidates.retain(fits);
            drafts[inner].candidates = agree;
        } else if told_apart(s, drafts, inner, outer, join) {
            drafts[inner].candidates.clear();
            drafts[inner].inside = false;
        } else {
            continue;
        }
        drafts[inner].parent = Some(outer);
    }
}

fn join(s: Syntax<'_>, a: &Draft<'_>, b: &Draft<'_>) -> Option<Join> {
    let between = a.tokens.end..b.tokens.start;
    if s.a.sentence_of(a.tokens.start) != s.a.sentence_of(b.tokens.start) {
        return None;
    }
    let lists = &s.words.places;
    let is = |t: usize, form: &str| s.is(t, form);
    let inside = |t: usize| s.form_in(t, &lists.inside);
    match between.len() {
        0 => Some(Join::Comma),
        1 if is(between.start, ",") || is(between.start, "(") => Some(Join::Comma),
        1 if inside(between.start) => Some(Join::In),
        1 if s.form_in(between.start, &lists.owner) => Some(Join::Owner),
        2 if inside(between.start) && s.form_in(between.start + 1, &lists.articles) => Some(Join::In),
        2 if is(between.start, ",") && inside(between.start + 1) => Some(Join::In),
        _ => None,
    }
}

/// Whether the second of two names says where the first is though no table knows that: it is a region or country, and what
/// follows shows that the two are no list ("Elm, Kentucky, …", "Elm, Ky.", but "Elm, Norway and Chad").
fn told_apart(s: Syntax<'_>, drafts: &[Draft<'_>], inner: usize, outer: usize, join: Join) -> bool {
    let (a, b) = (&drafts[inner], &drafts[outer]);
    let country = |d: &Draft<'_>| d.candidates.iter().any(|c| c.kind == PlaceKind::Country);
    let both_lone = join == Join::In && a.candidates.is_empty() && !b.candidates.is_empty();
    if !(b.can_contain() || both_lone) {
        return false;
    }
    let region = |d: &Draft<'_>| d.candidates.iter().any(|c| c.kind == PlaceKind::Region);
    // "Texas, Kentucky" is a list, and so is "Norway, Chad".
    let area = |d: &Draft<'_>| d.candidates.iter().any(|c| c.kind == PlaceKind::Area);
    if country(a) || area(a) || (region(a) && !country(b)) {
        return false;
    }
    match join {
        Join::In | Join::Owner => a.candidates.is_empty(),
        Join::Comma => {
            let end = b.tokens.end;
            let last = end >= s.a.tokens.len() || s.a.sentence_of(end) != s.a.sentence_of(b.tokens.start);
            let listed =
                !last && (s.form_in(end, &s.words.places.listing) || (s.is(end, ",") && goes_on(drafts, outer)));
            let item = inner > 0 && drafts[inner - 1].tokens.end + 1 == a.tokens.start && s.is(a.tokens.start - 1, ",");
            !listed && !item
        }
    }
}

/// Whether behind a draft's comma another stands.
fn goes_on(drafts: &[Draft<'_>], i: usize) -> bool {
    drafts.get(i + 1).is_some_and(|next| next.tokens.start == drafts[i].tokens.end + 1)
}
