//! A comparison as a person reads it in a terminal: the bottom line, quotations, figures, where they part, what all
//! tell, what one alone tells.

use crate::style;
use crate::view::{letter, plain, shortened};
use anstyle::{AnsiColor, Style};
use dateline::contract::Body;
use dateline::contract::wire::{Facet, FigureLabel, PointKind, QuoteLabel};
use dateline::story::{Comparison, Place, Point, Report, Told};
use dateline::text::Span;
use dateline::text::document::MONTHS;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Points of a section that are shown unless all are asked for.
pub(crate) const SHOWN: usize = 3;

/// The colour of each report's letter, so that the eye finds its side again.
const LETTERS: [AnsiColor; 6] =
    [AnsiColor::Cyan, AnsiColor::Yellow, AnsiColor::Magenta, AnsiColor::Green, AnsiColor::Blue, AnsiColor::BrightRed];

/// Draws a comparison for a terminal of `width` columns, at most `most` points a section.
#[must_use]
pub(crate) fn draw(c: &Comparison, reports: &[Report<'_>], group: Option<&str>, width: usize, most: usize) -> String {
    let mut page = Page { c, reports, width: width.min(120), most, out: String::new() };
    page.head(group);
    page.bottom();
    page.quotes();
    page.figures();
    page.differs();
    page.shared();
    page.alone();
    page.related();
    page.copied();
    if group.is_some() {
        page.out.push('\n');
    }
    page.out
}

/// The outlet of a report: its publisher, else the agency it credits, else the name of its file.
pub(crate) fn outlet(report: &Report<'_>) -> String {
    let id = &report.analysis.document.id;
    credited(report).unwrap_or_else(|| id.rsplit('/').next().unwrap_or(id).to_owned())
}

/// The publisher of a report, else the agency that it credits.
pub(crate) fn credited(report: &Report<'_>) -> Option<String> {
    let d = &report.analysis.document;
    d.meta.publisher.clone().or_else(|| d.dateline.as_ref()?.agency.clone())
}

/// A day as people write it: the report's, or as far as its line of place and date gives one.
pub(crate) fn day(report: &Report<'_>) -> String {
    let d = &report.analysis.document;
    let month = |m: i8| {
        let (first, rest) = MONTHS[usize::try_from(m).unwrap_or(1).clamp(1, 12) - 1].split_at(1);
        format!("{}{rest}", first.to_uppercase())
    };
    if let Some(date) = d.date {
        return format!("{} {} {}", date.day(), month(date.month()), date.year());
    }
    let line = d.dateline.as_ref().and_then(|l| l.date);
    line.map_or("undated".into(), |l| match l.day {
        Some(day) => format!("{day} {}", month(l.month)),
        None => month(l.month),
    })
}

/// The headline of a report, on one line.
pub(crate) fn headline(report: &Report<'_>) -> Option<String> {
    let d = &report.analysis.document;
    let own = d.headline.map(|h| h.of(&d.text)).or(d.meta.title.as_deref());
    own.map(|h| shortened(h, 90)).filter(|h| !h.is_empty())
}

/// The reports in the order of their publication, those without a date last.
pub(crate) fn published(reports: &[Report<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|r| {
        let date = reports[*r].analysis.document.date;
        (date.is_none(), date, *r)
    });
    order
}

/// A count with the words right before it that say how far it holds ("at least 11").
pub(crate) fn bounded<'a>(report: &Report<'a>, record: usize, span: Span) -> &'a str {
    let text = report.analysis.text();
    let Some(Body::Figure(f)) = report.records.get(record).map(|r| &r.body) else { return span.of(text) };
    let before = f.modifier.as_deref().and_then(|words| {
        let from = text[..span.start()].rfind(words)?;
        text[from + words.len()..span.start()].trim().is_empty().then_some(from)
    });
    before.and_then(|from| Span::new(text, from, span.end())).unwrap_or(span).of(text)
}

/// Words in small letters that a text has, without marks.
pub(crate) fn word_set(text: &str) -> BTreeSet<String> {
    text.split_whitespace().map(bare).filter(|w| !w.is_empty()).collect()
}

/// A word without marks, in small letters.
pub(crate) fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Points on the same words together: differences of one telling are one block, "speaker, form".
pub(crate) fn blocks<'a>(points: impl Iterator<Item = &'a Point>) -> Vec<Vec<&'a Point>> {
    let mut blocks: Vec<Vec<&Point>> = Vec::new();
    let mut known: BTreeMap<&[Place], usize> = BTreeMap::new();
    for p in points {
        let at = *known.entry(&p.tellings).or_insert(blocks.len());
        if at == blocks.len() {
            blocks.push(Vec::new());
        }
        blocks[at].push(p);
    }
    blocks
}

/// In what the points of a block differ, each once, the weightiest first.
pub(crate) fn facets(block: &[&Point]) -> Vec<&'static str> {
    let mut all: Vec<&str> = Vec::new();
    for of in block.iter().flat_map(|p| p.facets.iter().map(|f| f.of.name())) {
        if !all.contains(&of) {
            all.push(of);
        }
    }
    all
}

/// What the differences of a block come to in one report.
pub(crate) fn told_by<'a>(block: &[&'a Point], report: usize) -> Vec<&'a Told> {
    let facets = block.iter().flat_map(|p| &p.facets);
    facets.flat_map(|f| f.told.iter().filter(|t| t.report == report)).collect()
}

struct Page<'a> {
    c: &'a Comparison,
    reports: &'a [Report<'a>],
    width: usize,
    most: usize,
    out: String,
}

impl<'a> Page<'a> {
    fn head(&mut self, group: Option<&str>) {
        let n = self.reports.len();
        let of = group.map_or("of one story".to_owned(), |g| format!("of {}", plain(g)));
        let _ = writeln!(self.out, "{}{n} reports {of}, side by side{:#}", style::STRONG, style::STRONG);
        let names: Vec<String> = self.reports.iter().map(outlet).collect();
        let longest = names.iter().map(|n| n.width()).max().unwrap_or(0).min(30);
        for r in published(self.reports) {
            let (report, name) = (&self.reports[r], &names[r]);
            let words = report.analysis.text().split_whitespace().count();
            let (letter, d) = (self.letter(r), style::DIM);
            let id = &report.analysis.document.id;
            let file = if id.ends_with(name.as_str()) { String::new() } else { format!("  {}", plain(id)) };
            let _ = writeln!(
                self.out,
                "  {letter}  {:longest$}  {d}{:>17}  {words:>5} words{file}{d:#}",
                plain(name),
                day(report)
            );
            if let Some(headline) = headline(report) {
                let words = styled(&headline, style::DIM);
                self.fill("     ", 5, &words);
            }
        }
    }

    fn bottom(&mut self) {
        let lines = super::bottom::bottom(self.c, self.reports);
        if !lines.is_empty() {
            self.out.push('\n');
        }
        for line in lines {
            self.fill("  ", 2, &styled(&line, style::STRONG));
        }
    }

    fn letter(&self, report: usize) -> String {
        let s = LETTERS[report % LETTERS.len()].on_default().bold();
        format!("{s}{}{s:#}", letter(report))
    }

    fn letters(&self, p: &Point) -> String {
        p.reports().iter().map(|r| self.letter(*r)).collect::<Vec<_>>().join(" ")
    }

    fn title(&mut self, title: &str, count: usize, hint: &str) {
        let (s, d) = (style::STRONG.underline(), style::DIM);
        let hint = if hint.is_empty() { String::new() } else { format!("  {d}{hint}{d:#}") };
        let _ = writeln!(self.out, "\n{s}{title}{s:#}  {d}{count}{d:#}{hint}");
    }

    fn more(&mut self, count: usize) {
        self.left(count, count.min(self.most));
    }

    /// Says how many of all are not shown.
    fn left(&mut self, all: usize, shown: usize) {
        if all > shown {
            let d = style::DIM;
            let _ = writeln!(self.out, "     {d}{} more, --all shows them{d:#}", all - shown);
        }
    }

    fn points(&self, kind: PointKind) -> Vec<&'a Point> {
        self.c.points.iter().filter(|p| p.kind == kind).collect()
    }

    fn shared(&mut self) {
        let points = self.points(PointKind::Shared);
        if points.is_empty() {
            return;
        }
        let all = points.iter().all(|p| p.reports().len() == self.reports.len());
        self.title(
            if all { "What all tell" } else { "What several tell" },
            points.len(),
            "in like words, from like sources",
        );
        for p in points.iter().take(self.most) {
            let lead = self.letters(p);
            let indent = 3 + 2 * p.reports().len();
            let mut words = styled(&p.what, Style::new());
            if p.independent < p.reports().len() {
                words.extend(styled(&format!("({} independent)", p.independent), style::DIM));
            }
            self.fill(&format!("  {lead} "), indent, &words);
        }
        self.more(points.len());
    }

    fn differs(&mut self) {
        let points = self.points(PointKind::Differs);
        if points.is_empty() {
            return;
        }
        // Cut and altered quotations have been shown above.
        let blocks = blocks(points.into_iter().filter(|p| p.facets.iter().any(|f| f.of != Facet::Quote)));
        if blocks.is_empty() {
            return;
        }
        self.title("Told differently", blocks.len(), "words that only one has are set off");
        for block in blocks.iter().take(self.most) {
            let of: Vec<&str> = facets(block);
            let words = styled(&of.join(", ").to_uppercase(), AnsiColor::Yellow.on_default().bold());
            self.fill("  ", 2, &words);
            for report in block[0].reports() {
                self.side(block, report);
            }
        }
        self.more(blocks.len());
    }

    /// What one report makes of a point: in a word, then its own words, those that only it has emphasised.
    fn side(&mut self, block: &[&Point], report: usize) {
        let p = block[0];
        let others: BTreeSet<String> =
            p.tellings.iter().filter(|t| t.report != report).flat_map(|t| word_set(self.words(*t))).collect();
        let lead = format!("     {} ", self.letter(report));
        let own: Vec<&str> = p.tellings.iter().filter(|t| t.report == report).map(|t| self.words(*t)).collect();
        let own = own[..own.len().min(2)].join(" … ");
        let told = told_by(block, report);
        // A quotation or a count is shown by the words themselves.
        let mut told: Vec<&str> =
            told.iter().map(|t| t.words.as_str()).filter(|w| w.len() < 60 && !own.starts_with(w)).collect();
        told.dedup();
        let mut words = Vec::new();
        if !told.is_empty() {
            words = styled(&format!("{}:", told.join("; ")), style::NAME);
        }
        words.extend(emphasised(&shortened(&own, 170), &others));
        self.fill(&lead, 7, &words);
    }

    fn words(&self, place: Place) -> &'a str {
        place.span.of(self.reports[place.report].analysis.text())
    }

    fn alone(&mut self) {
        let points = self.points(PointKind::Only);
        if points.is_empty() {
            return;
        }
        self.title("Told by one alone", points.len(), "the others leave it untold, which is no contradiction");
        for report in 0..self.reports.len() {
            let own: Vec<&&Point> = points.iter().filter(|p| p.reports() == [report]).collect();
            let most = if self.most == usize::MAX { usize::MAX } else { self.most.min(3) };
            for p in own.iter().take(most) {
                let lead = format!("  {} ", self.letter(report));
                self.fill(&lead, 4, &styled(&p.what, Style::new()));
            }
            if own.len() > most {
                let d = style::DIM;
                let _ = writeln!(self.out, "     {d}{} more, --all shows them{d:#}", own.len() - most);
            }
        }
    }

    fn related(&mut self) {
        let points = self.points(PointKind::Related);
        if points.is_empty() {
            return;
        }
        self.title("Near, but another's", points.len(), "like words or acts by others: no contradiction");
        for p in points.iter().take(self.most) {
            for (n, t) in p.tellings.iter().enumerate() {
                let lead = format!("  {} {} ", if n == 0 { "·" } else { " " }, self.letter(t.report));
                let words = styled(&shortened(self.words(*t), 160), Style::new());
                self.fill(&lead, 6, &words);
            }
        }
        self.more(points.len());
    }

    fn quotes(&mut self) {
        let mut quotes: Vec<_> = self.c.quotes.iter().collect();
        if quotes.is_empty() {
            return;
        }
        // What was altered comes first, what was cut next; what is the same says least.
        quotes.sort_by_key(|q| std::cmp::Reverse(q.label));
        let count = |l| quotes.iter().filter(|q| q.label == l).count();
        let (same, cut, other) = (count(QuoteLabel::Identical), count(QuoteLabel::Trimmed), count(QuoteLabel::Altered));
        self.title("Quotations", quotes.len(), &format!("{other} altered, {cut} trimmed, {same} identical"));
        let all = quotes.len();
        // What is the same says least.
        if self.most != usize::MAX {
            quotes.retain(|q| q.label != QuoteLabel::Identical);
        }
        let most = self.most.min(3).max(if self.most == usize::MAX { all } else { 0 });
        for q in quotes.iter().take(most) {
            let (a, b) = (self.at(q.a), self.at(q.b));
            let label = AnsiColor::Yellow.on_default();
            let _ = writeln!(self.out, "  {label}{}{label:#}", q.label.name());
            if q.label == QuoteLabel::Identical {
                let lead = format!("     {} {} ", self.letter(q.a.0), self.letter(q.b.0));
                self.fill(&lead, 9, &styled(&format!("“{}”", shortened(a, 200)), Style::new()));
                continue;
            }
            for (side, own, other) in [(q.a.0, a, b), (q.b.0, b, a)] {
                let words = emphasised(&format!("“{}”", shortened(own, 240)), &word_set(other));
                self.fill(&format!("     {} ", self.letter(side)), 7, &words);
            }
        }
        self.left(all, quotes.len().min(most));
    }

    fn at(&self, side: (usize, Span)) -> &'a str {
        side.1.of(self.reports[side.0].analysis.text())
    }

    fn figures(&mut self) {
        let mut figures: Vec<_> = self.c.figures.iter().collect();
        if figures.is_empty() {
            return;
        }
        figures.sort_by_key(|f| std::cmp::Reverse(f.label));
        let all = figures.len();
        let count = |l| figures.iter().filter(|f| f.label == l).count();
        let (other, near, same) =
            (count(FigureLabel::Conflict), count(FigureLabel::Rounded), count(FigureLabel::Agree));
        let hint = format!("{other} in conflict, {near} rounded or bounded, {same} the same");
        if self.most != usize::MAX {
            figures.retain(|f| f.label != FigureLabel::Agree);
        }
        self.title("Figures", all, &hint);
        for f in figures.iter().take(self.most) {
            let (a, b) = (self.bounded((f.a.0, f.a.1, f.a.2)), self.bounded((f.b.0, f.b.1, f.b.2)));
            let lead = format!("  {:<8} ", f.label.name());
            let told = format!("{} {}   {} {}", letter(f.a.0), plain(a), letter(f.b.0), plain(b));
            let mut words = styled(&told, style::STRONG);
            words.extend(styled(&f.what, style::DIM));
            self.fill(&lead, 11, &words);
        }
        self.left(all, figures.len().min(self.most));
    }

    fn bounded(&self, side: (usize, usize, Span)) -> &'a str {
        bounded(&self.reports[side.0], side.1, side.2)
    }

    fn copied(&mut self) {
        let mut copied: Vec<_> = self.c.copied.iter().collect();
        if copied.is_empty() {
            return;
        }
        copied.sort_by_key(|c| std::cmp::Reverse(c.words));
        self.title("Word for word", copied.len(), "passages of eight or more words in both, outside quotations");
        for c in copied.iter().take(self.most) {
            let lead = format!("  {} {} ", self.letter(c.from.0), self.letter(c.to.0));
            let mut words = styled(&format!("{} words:", c.words), style::DIM);
            words.extend(styled(&shortened(self.at(c.from), 240), Style::new()));
            self.fill(&lead, 6, &words);
        }
        self.more(copied.len());
    }

    /// Writes words into lines after `lead`, every further line set in by `indent`.
    fn fill(&mut self, lead: &str, indent: usize, words: &[(String, Style)]) {
        self.out.push_str(lead);
        let mut column = indent;
        for (n, (word, s)) in words.iter().enumerate() {
            if n > 0 && column + 1 + word.width() > self.width {
                self.out.push('\n');
                self.out.extend(std::iter::repeat_n(' ', indent));
                column = indent;
            } else if n > 0 {
                self.out.push(' ');
                column += 1;
            }
            let _ = write!(self.out, "{s}{word}{s:#}");
            column += word.width();
        }
        self.out.push('\n');
    }
}

/// The words of a text in one style, without control characters.
fn styled(text: &str, style: Style) -> Vec<(String, Style)> {
    text.split_whitespace().map(|w| (plain(w).into_owned(), style)).collect()
}

/// The words of a text, those that `others` lack emphasised.
fn emphasised(text: &str, others: &BTreeSet<String>) -> Vec<(String, Style)> {
    let own = AnsiColor::Green.on_default().bold();
    let style = |w: &str| {
        let bare = bare(w);
        if bare.is_empty() || others.contains(&bare) { Style::new() } else { own }
    };
    text.split_whitespace().map(|w| (plain(w).into_owned(), style(w))).collect()
}
