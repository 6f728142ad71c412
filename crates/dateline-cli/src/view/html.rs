//! A comparison as one page that needs nothing else: reports beside each other, what they share linked.
//!
//! Every word of a report is written as text, never as markup. The page asks for nothing from anywhere, and its policy
//! lets no script run but its own, known by its hash. Without scripts points and passages are still links to each other.

pub(crate) mod index;
mod quotes;

use self::quotes::{Utterance, quoted_alone, utterances};
use super::bottom::bottom;
use super::compare::{bare, blocks, bounded, day, facets, headline, outlet, published, told_by, word_set};
use super::{letter, shortened};
use dateline::contract::wire::{Facet, FigureLabel, PointKind, QuoteLabel};
use dateline::story::{Comparison, Place, Point, Report};
use dateline::text::Span;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");
/// Points of a section that are open; the rest unfolds.
const OPEN: usize = 8;
/// Rows of the table of facts and outlets.
const ROWS: usize = 20;
/// What the colours say.
const KEY: &str = "<p class=\"key dim\"><span class=\"t shared\">told by several</span> \
    <span class=\"t differs\">told differently</span> <span class=\"t related\">near, but another’s</span> \
    <span class=\"t only\">told by one alone</span> <b class=\"own\">words another lacks</b></p>\n<p class=\"dim\">What a report leaves \
    untold it does not contradict. Point at a passage or a card, or press Enter on a card, to see its \
    counterparts.</p>\n";

/// The page for a comparison; `home` is the file that links it with others.
#[must_use]
pub(crate) fn page(c: &Comparison, reports: &[Report<'_>], home: Option<&str>) -> String {
    let (blocks, utterances, cards) = Default::default();
    let mut page = Page { c, reports, home, blocks, utterances, cards, out: String::new() };
    page.number();
    page.head();
    page.out.push_str("<main>\n<section class=\"points\" id=\"points\" aria-label=\"Points\">\n");
    page.out.push_str(KEY);
    page.quotes();
    page.figures();
    page.differs();
    page.grid();
    page.sections();
    page.copied();
    page.out.push_str("</section>\n<section class=\"reports\" aria-label=\"Reports\">\n");
    for report in 0..reports.len() {
        page.report(report);
    }
    let _ = write!(page.out, "</section>\n</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n");
    page.out
}

/// Text as HTML: nothing in it is markup, and control characters but line breaks are shown as signs.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\r' => {}
            c if c.is_control() => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

/// `sha256-…` as a content security policy names a source.
fn source(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = "sha256-".to_owned();
    for three in Sha256::digest(text.as_bytes()).chunks(3) {
        let bits = three.iter().fold(0u32, |b, byte| (b << 8) | u32::from(*byte)) << (8 * (3 - three.len()));
        for digit in 0..4 {
            let sign = DIGITS[(bits >> (18 - 6 * digit)) as usize & 63];
            out.push(if digit <= three.len() { char::from(sign) } else { '=' });
        }
    }
    out
}

struct Page<'a> {
    c: &'a Comparison,
    reports: &'a [Report<'a>],
    home: Option<&'a str>,
    /// Points on the same words, and their numbers in the page.
    blocks: Vec<(usize, Vec<&'a Point>)>,
    utterances: Vec<Utterance>,
    /// The block that each utterance's card is of, by its number.
    cards: BTreeMap<usize, usize>,
    out: String,
}

impl<'a> Page<'a> {
    /// Gives each block its number. What differs in quoted words alone is one block an utterance, what differs in the same
    /// way over several reports one block a claim.
    fn number(&mut self) {
        self.utterances = utterances(&self.c.quotes, self.reports, &published(self.reports));
        let mut claims: BTreeMap<(usize, Facet), usize> = BTreeMap::new();
        for kind in [PointKind::Differs, PointKind::Shared, PointKind::Only, PointKind::Related] {
            for block in blocks(self.c.points.iter().filter(|p| p.kind == kind)) {
                let (p, number) = (block[0], self.blocks.len());
                let utterance = self.utterances.iter().position(|u| u.is_of(p)).filter(|_| quoted_alone(&block));
                let card = match (utterance, p.of) {
                    (Some(u), _) => *self.cards.entry(u).or_insert(number),
                    (None, Some(of)) if p.claim != usize::MAX => *claims.entry((p.claim, of)).or_insert(number),
                    _ => number,
                };
                match self.blocks.get_mut(card) {
                    Some(other) => other.1.extend(block),
                    None => self.blocks.push((number, block)),
                }
            }
        }
    }

    fn head(&mut self) {
        let n = self.reports.len();
        let policy = format!(
            "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
            source(STYLE),
            source(SCRIPT)
        );
        let lead = published(self.reports).into_iter().find_map(|r| headline(&self.reports[r]));
        let title =
            lead.map_or_else(|| format!("{n} reports of one story"), |h| format!("{}: {n} reports", escaped(&h)));
        let home = self.home.map(|file| format!("<nav><a href=\"{file}\">All stories</a></nav>\n")).unwrap_or_default();
        let _ = write!(
            self.out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<header tabindex=\"0\">\n{home}<h1>{n} reports of one story, side by side</h1>\n"
        );
        let lines: Vec<String> = bottom(self.c, self.reports).iter().map(|l| escaped(l)).collect();
        if !lines.is_empty() {
            let _ = writeln!(self.out, "<p class=\"bottom\">{}</p>", lines.join(" "));
        }
        self.out.push_str("<ul class=\"legend\">\n");
        for r in published(self.reports) {
            let report = &self.reports[r];
            let (name, day) = (escaped(&outlet(report)), day(report));
            let title = headline(report).map(|h| format!(" <q>{}</q>", escaped(&h))).unwrap_or_default();
            let _ = writeln!(
                self.out,
                "<li>{} <strong>{name}</strong> <span class=\"dim\">{day}</span>{title}</li>",
                plain_letter(r)
            );
        }
        self.out.push_str("</ul>\n</header>\n");
    }

    /// The differences, by what parts first in each: who lost an attribution, when and whether, the rest.
    fn differs(&mut self) {
        use Facet::{Attribution, Contradiction, Date, Figure, Hedge, Speaker, Status, Update};
        let order: [(&str, &str, &[Facet]); 3] = [
            ("Attribution", "who lost it, who has another", &[Attribution, Speaker]),
            ("Status and time", "planned, done, denied; a hedge; a day", &[Contradiction, Update, Status, Hedge, Date]),
            ("Figures told differently", "the same count, other numbers", &[Figure]),
        ];
        // An utterance has its card among the quotations.
        let own = |b: &(usize, Vec<&'a Point>)| {
            b.1[0].kind == PointKind::Differs && !self.cards.values().any(|card| *card == b.0)
        };
        let all: Vec<(usize, Vec<&Point>)> = self.blocks.iter().filter(|b| own(b)).cloned().collect();
        let first = |b: &Vec<&Point>| b[0].facets.first().map(|f| f.of);
        let named = |of: Facet| order.iter().any(|o| o.2.contains(&of));
        for (title, hint, facets) in order {
            let part = all.iter().filter(|b| first(&b.1).is_some_and(|of| facets.contains(&of)));
            self.section(title, hint, &part.cloned().collect::<Vec<_>>());
        }
        let (quotes, rest): (Vec<_>, Vec<_>) = all
            .into_iter()
            .filter(|b| first(&b.1).is_none_or(|of| !named(of)))
            .partition(|b: &(usize, Vec<&Point>)| quoted_alone(&b.1));
        self.section("Told differently", "words that only one has are set off", &rest);
        self.section("Utterances quoted in other words", "", &quotes);
    }

    /// What several tell, outlet by outlet.
    fn grid(&mut self) {
        let told = |b: &&(usize, Vec<&Point>)| matches!(b.1[0].kind, PointKind::Shared | PointKind::Differs);
        let rows: Vec<(usize, Vec<&Point>)> = self.blocks.iter().filter(told).cloned().collect();
        if rows.is_empty() {
            return;
        }
        self.title("Facts and outlets", rows.len(), "who tells what, and how");
        self.out.push_str("<div class=\"grid\"><table><thead><tr><th scope=\"col\">Fact</th>");
        for r in 0..self.reports.len() {
            let _ = write!(self.out, "<th scope=\"col\">{}</th>", plain_letter(r));
        }
        self.out.push_str("</tr></thead><tbody>\n");
        for (number, block) in rows.iter().take(ROWS) {
            let what = escaped(&shortened(&block[0].what, 110));
            let _ = write!(self.out, "<tr><th scope=\"row\"><a href=\"#p{number}\">{what}</a></th>");
            let reports = told_in(block);
            for r in 0..self.reports.len() {
                let told = told_by(block, r).first().map(|t| shortened(&t.words, 40));
                let cell = match told {
                    Some(words) => escaped(&words),
                    None if reports.contains(&r) => "tells it".to_owned(),
                    None => "–".to_owned(),
                };
                let _ = write!(self.out, "<td>{cell}</td>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table></div>\n");
    }

    fn sections(&mut self) {
        for (kind, title, hint) in [
            (PointKind::Shared, "What all tell", "in like words, from like sources"),
            (PointKind::Only, "Told by one alone", "the others leave it untold"),
            (PointKind::Related, "Near, but another’s", "no contradiction"),
        ] {
            let several = kind == PointKind::Shared && self.reports.len() > 2;
            let title = if several { "What several tell" } else { title };
            let own: Vec<(usize, Vec<&Point>)> = self.blocks.iter().filter(|b| b.1[0].kind == kind).cloned().collect();
            self.section(title, hint, &own);
        }
    }

    /// A section of blocks, those beyond the first few folded; nothing where there are none.
    fn section(&mut self, title: &str, hint: &str, own: &[(usize, Vec<&Point>)]) {
        if own.is_empty() {
            return;
        }
        self.title(title, own.len(), hint);
        for (n, (number, block)) in own.iter().enumerate() {
            if n == OPEN {
                let _ = writeln!(self.out, "<details><summary>{} more</summary>", own.len() - OPEN);
            }
            self.block(*number, block);
        }
        if own.len() > OPEN {
            self.out.push_str("</details>\n");
        }
    }

    fn title(&mut self, title: &str, count: usize, hint: &str) {
        let _ = writeln!(self.out, "<h2>{title} <small>{count} · {hint}</small></h2>");
    }

    fn block(&mut self, number: usize, block: &[&Point]) {
        let p = block[0];
        let kind = p.kind.name();
        let _ = write!(
            self.out,
            "<article class=\"point {kind}\" id=\"p{number}\" data-p=\"{number}\" tabindex=\"0\">\n<p>"
        );
        for of in facets(block) {
            let _ = write!(self.out, "<span class=\"of\">{of}</span>");
        }
        let what = escaped(&p.what);
        let strong = p.kind == PointKind::Differs;
        let _ = write!(self.out, "{}", if strong { format!("<strong>{what}</strong>") } else { what });
        let reports = told_in(block);
        for r in &reports {
            let _ = write!(self.out, " {}", link_letter(*r, number));
        }
        if p.kind == PointKind::Shared && p.independent < p.reports().len() {
            let _ = write!(self.out, " <span class=\"dim\">({} independent)</span>", p.independent);
        }
        self.out.push_str("</p>\n");
        if matches!(p.kind, PointKind::Differs | PointKind::Related) {
            for r in reports {
                self.side(number, block, r);
            }
        }
        self.out.push_str("</article>\n");
    }

    /// What one report makes of a point, the words that only it has set off.
    fn side(&mut self, number: usize, block: &[&Point], report: usize) {
        let tellings: BTreeSet<Place> = block.iter().flat_map(|p| &p.tellings).copied().collect();
        let words = |t: &Place| t.span.of(self.reports[t.report].analysis.text());
        let (own, others): (Vec<&Place>, Vec<&Place>) = tellings.iter().partition(|t| t.report == report);
        let others: BTreeSet<String> = others.into_iter().flat_map(|t| word_set(words(t))).collect();
        let own: Vec<&str> = own.into_iter().map(words).take(2).collect();
        let mut told: Vec<&str> = Vec::new();
        for t in told_by(block, report) {
            if !told.contains(&t.words.as_str()) {
                told.push(&t.words);
            }
        }
        told.retain(|w| w.len() < 60);
        let told = if told.is_empty() {
            String::new()
        } else {
            format!("<span class=\"told\">{}:</span> ", escaped(&told.join("; ")))
        };
        let shown = set_off(&shortened(&own.join(" … "), 320), &others);
        let _ = writeln!(self.out, "<p>{} {told}{shown}</p>", link_letter(report, number));
    }

    fn words(&self, side: (usize, Span)) -> &'a str {
        side.1.of(self.reports[side.0].analysis.text())
    }

    fn quotes(&mut self) {
        let all = std::mem::take(&mut self.utterances);
        if all.is_empty() {
            return;
        }
        let same = all.iter().filter(|u| u.label == QuoteLabel::Identical).count();
        let changed = all.len() - same;
        self.title("Quotations", all.len(), &format!("{changed} cut or altered, {same} identical"));
        for (n, u) in all.iter().enumerate() {
            if n == changed.min(OPEN) {
                let _ = writeln!(self.out, "<details><summary>{} more</summary>", all.len() - n);
            }
            self.utterance(u, self.cards.get(&n).copied());
        }
        if all.len() > changed.min(OPEN) {
            self.out.push_str("</details>\n");
        }
    }

    /// An utterance as each report has it, the words that another report lacks set off; `card` is its block.
    fn utterance(&mut self, u: &Utterance, card: Option<usize>) {
        let ids = card.map(|n| format!(" id=\"p{n}\" data-p=\"{n}\" tabindex=\"0\"")).unwrap_or_default();
        let kind = if u.label == QuoteLabel::Identical { "shared" } else { "differs" };
        let name = u.label.name();
        let _ = write!(self.out, "<article class=\"point {kind}\"{ids}>\n<p><span class=\"of\">{name}</span></p>\n");
        let mut sets: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for side in &u.places {
            sets.entry(side.0).or_default().extend(word_set(self.words(*side)));
        }
        for side in &u.places {
            let mut others = sets.iter().filter(|(r, _)| **r != side.0).map(|(_, words)| words);
            let first = others.next().cloned().unwrap_or_default();
            let common = others.fold(first, |all, words| &all & words);
            let own = shortened(self.words(*side), 400);
            let shown = if u.label == QuoteLabel::Identical { escaped(&own) } else { set_off(&own, &common) };
            let linked = card.filter(|n| told_in(&self.blocks[*n].1).contains(&side.0));
            let letter = linked.map_or_else(|| plain_letter(side.0), |n| link_letter(side.0, n));
            let _ = writeln!(self.out, "<p>{letter} “{shown}”</p>");
        }
        self.out.push_str("</article>\n");
    }

    fn figures(&mut self) {
        let mut figures: Vec<_> = self.c.figures.iter().collect();
        if figures.is_empty() {
            return;
        }
        figures.sort_by_key(|f| std::cmp::Reverse(f.label));
        let open = figures.iter().filter(|f| f.label != FigureLabel::Agree).count().min(OPEN);
        self.title("Figures", figures.len(), "in conflict, rounded or bounded, the same");
        for (n, f) in figures.iter().enumerate() {
            if n == open {
                let _ = writeln!(self.out, "<details><summary>{} more</summary>", figures.len() - n);
            }
            let side = |s: (usize, usize, Span)| bounded(&self.reports[s.0], s.1, s.2);
            let (a, b) = (side(f.a), side(f.b));
            let _ = writeln!(
                self.out,
                "<article class=\"point\"><p><span class=\"of\">{}</span>{} <strong>{}</strong> {} <strong>{}</strong> {}</p></article>",
                f.label.name(),
                plain_letter(f.a.0),
                escaped(a),
                plain_letter(f.b.0),
                escaped(b),
                escaped(&f.what)
            );
        }
        if figures.len() > open {
            self.out.push_str("</details>\n");
        }
    }

    fn copied(&mut self) {
        let mut copied: Vec<_> = self.c.copied.iter().collect();
        if copied.is_empty() {
            return;
        }
        copied.sort_by_key(|c| std::cmp::Reverse(c.words));
        self.title("Word for word", copied.len(), "eight or more words in both, outside quotations");
        for c in copied {
            let _ = writeln!(
                self.out,
                "<article class=\"point\"><p>{} {} <span class=\"dim\">{} words:</span> {}</p></article>",
                plain_letter(c.from.0),
                plain_letter(c.to.0),
                c.words,
                escaped(&shortened(self.words(c.from), 400))
            );
        }
    }

    /// A report's text, cut where tellings begin and end.
    fn report(&mut self, report: usize) {
        let r = &self.reports[report];
        let text = r.analysis.text();
        let title = r.analysis.document.meta.title.as_deref().map(|t| format!("<br><small>{}</small>", escaped(t)));
        let _ = write!(
            self.out,
            "<article class=\"report\" id=\"r{report}\" aria-label=\"Report {}\">\n<h2>{} {}{} <small>{}</small></h2>\n<div class=\"text\">",
            letter(report),
            plain_letter(report),
            escaped(&outlet(r)),
            title.unwrap_or_default(),
            day(r)
        );
        let mut tellings: Vec<(Span, usize, PointKind)> = Vec::new();
        for (number, block) in &self.blocks {
            let own: BTreeSet<Span> =
                block.iter().flat_map(|p| &p.tellings).filter(|t| t.report == report).map(|t| t.span).collect();
            tellings.extend(own.into_iter().map(|span| (span, *number, block[0].kind)));
        }
        let mut cuts: BTreeMap<usize, Vec<usize>> = BTreeMap::from([(0, vec![]), (text.len(), vec![])]);
        for (n, (span, _, _)) in tellings.iter().enumerate() {
            cuts.entry(span.start()).or_default().push(n);
            cuts.entry(span.end()).or_default();
        }
        let places: Vec<usize> = cuts.keys().copied().collect();
        let mut named = BTreeSet::new();
        for pair in places.windows(2) {
            let piece = &text[pair[0]..pair[1]];
            let mut over: Vec<&(Span, usize, PointKind)> =
                tellings.iter().filter(|(s, _, _)| s.start() <= pair[0] && pair[1] <= s.end()).collect();
            // The shortest telling is the one that is pointed at.
            over.sort_by_key(|(s, number, kind)| (*kind == PointKind::Only, s.len(), *number));
            let Some((_, first, kind)) = over.first().copied() else {
                self.out.push_str(&escaped(piece));
                continue;
            };
            let numbers: Vec<String> = over.iter().map(|(_, n, _)| n.to_string()).collect();
            let id = over
                .iter()
                .map(|(_, n, _)| *n)
                .filter(|n| named.insert(*n))
                .map(|n| format!("<span id=\"r{report}-p{n}\"></span>"));
            let ids: String = id.collect();
            let _ = write!(
                self.out,
                "{ids}<a class=\"t {}\" href=\"#p{first}\" data-p=\"{}\">{}</a>",
                kind.name(),
                numbers.join(" "),
                escaped(piece)
            );
        }
        self.out.push_str("</div>\n</article>\n");
    }
}

/// The reports that some points speak of.
fn told_in(block: &[&Point]) -> BTreeSet<usize> {
    block.iter().flat_map(|p| p.reports()).collect()
}

fn plain_letter(report: usize) -> String {
    format!("<span class=\"l l{}\">{}</span>", report % 6, letter(report))
}

/// A letter that leads to the point's words in its report.
fn link_letter(report: usize, point: usize) -> String {
    format!("<a class=\"l l{}\" href=\"#r{report}-p{point}\">{}</a>", report % 6, letter(report))
}

/// Words as HTML, those that `others` lack set off.
fn set_off(text: &str, others: &BTreeSet<String>) -> String {
    let words = text.split_whitespace().map(|w| {
        let known = others.contains(&bare(w)) || bare(w).is_empty();
        if known { escaped(w) } else { format!("<b class=\"own\">{}</b>", escaped(w)) }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::Coder;
    use dateline::text::RawItem;

    #[test]
    fn a_source_is_named_by_its_hash() {
        // From the specification's own example of an empty script.
        assert_eq!(source(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn nothing_in_a_report_is_markup_and_nothing_is_asked_for() {
        let coder = Coder::default();
        let read = |id: &str, text: &str| {
            let mut item = RawItem::new(text);
            item.id = Some(id.into());
            item.meta.publisher = Some("<img src=x onerror=alert(1)>".into());
            coder.code(&item).unwrap()
        };
        let a = read("a", "The minister said \"<script>alert('we will close the port')</script>\" in Oslo on Monday.");
        let b = read("b", "The minister told reporters in Oslo that <b onclick=x>the port would close</b>.\u{1b}[31m");
        let reports = [&a, &b].map(|c| Report { analysis: &c.analysis, records: &c.records, times: &c.times });
        let page = page(&dateline::story::compare(&reports), &reports, None);
        assert_eq!(page.matches("<script").count(), 1, "only the page's own");
        for bad in ["<b onclick", "<img", "\u{1b}", "http:", "https:", "url(", "style=\""] {
            assert!(!page.contains(bad), "{bad}");
        }
        assert!(page.contains(&format!("script-src '{}'", source(SCRIPT))));
    }
}
