//! Markup and other layouts in what should be plain text: a page is refused, stray tags are noted.
//!
//! Tags read as prose become words, and bend the trees around them. A text that is a page, a mail or a file of
//! subtitles from its first line on is refused, since hardly a sentence of it would be read right; one with tags in it
//! is read as it stands, with a note.

use super::lines;
use crate::Note;

/// Beginnings that say what a text is, in small letters, and what that is.
const BEGINNINGS: &[(&str, &str)] = &[
    ("<!doctype html", "an HTML page"),
    ("<html", "an HTML page"),
    ("<?xml", "XML"),
    ("<rss", "an RSS feed"),
    ("<feed", "an Atom feed"),
    ("{\\rtf", "RTF"),
    ("warc/1.", "a WARC archive"),
];
/// Fewer tags than this are not worth a note.
const MANY_TAGS: usize = 3;
/// The longest tag, in bytes: what is longer is prose between two signs.
const TAG: usize = 200;

/// Refuses a text that is a page of markup or has another layout; notes tags in one that is not.
pub(super) fn look(text: &str, notes: &mut Vec<Note>) -> Result<(), Note> {
    let start = text.trim_start();
    let head: String = start.chars().take(20).flat_map(char::to_lowercase).collect();
    let found = BEGINNINGS.iter().find(|(begin, _)| head.starts_with(begin)).map(|(_, what)| *what);
    if let Some(what) = found.or_else(|| layout(text)) {
        let message = format!("The item is {what}, no plain text. Save the report's own text, and pass that.");
        return Err(Note::error("markup", message));
    }
    let tags = count_tags(text);
    if tags >= MANY_TAGS {
        let message =
            format!("{tags} tags of markup stand in the text and are read as its words. Take them out first.");
        notes.push(Note::warning("markup", message));
    }
    Ok(())
}

/// Layouts that their first lines show.
fn layout(text: &str) -> Option<&'static str> {
    let head = lines::head(text);
    let mut first = head.iter().map(|l| l.trimmed(text)).filter(|w| !w.is_empty());
    let (one, two) = (first.next()?, first.next().unwrap_or_default());
    let timed = |w: &str| w.contains(" --> ") && w.starts_with(|c: char| c.is_ascii_digit());
    if one == "WEBVTT" || (one.bytes().all(|b| b.is_ascii_digit()) && timed(two)) {
        return Some("a file of subtitles");
    }
    // `T1⇥Source 0 5⇥words`: brat's marks.
    let mark = |w: &str| {
        let mut cells = w.split('\t');
        let id = cells.next().unwrap_or_default();
        let (letter, number) = id.split_at_checked(1).unwrap_or_default();
        matches!(letter, "T" | "E" | "R" | "A")
            && !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit())
            && cells.next().is_some_and(|c| c.contains(' '))
    };
    if mark(one) && (two.is_empty() || mark(two)) {
        return Some("a file of marks on another text");
    }
    let word = |w: &str| w.starts_with("1\t") && w.split('\t').count() == 10;
    if word(one)
        || (one.starts_with('#')
            && head.iter().map(|l| l.trimmed(text)).find(|w| !w.starts_with('#')).is_some_and(word))
    {
        return Some("CoNLL-U");
    }
    const HEADERS: [&str; 5] = ["received:", "return-path:", "message-id:", "mime-version:", "delivered-to:"];
    let header = |w: &str| HEADERS.iter().any(|h| w.get(..h.len()).is_some_and(|b| b.eq_ignore_ascii_case(h)));
    head.iter().take(12).filter(|l| header(l.trimmed(text))).nth(1).map(|_| "a mail with its headers")
}

/// Tags as `<p>`, `</a>`, `<img src="…">`, `<br/>`; `<3` and `a < b` are none.
fn count_tags(text: &str) -> usize {
    let mut count = 0;
    let mut at = 0;
    while let Some(open) = text[at..].find('<').map(|f| at + f) {
        let inside = &text[open + 1..lines::floor(text, open + 1 + TAG)];
        let name = inside.strip_prefix('/').unwrap_or(inside);
        let close = inside.find(['<', '>']).filter(|c| inside[*c..].starts_with('>'));
        let named = name.starts_with(|c: char| c.is_ascii_alphabetic());
        match close.filter(|_| named) {
            Some(close) => {
                count += 1;
                at = open + close + 2;
            }
            None => at = open + 1,
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &str) {
        let mut notes = Vec::new();
        let got = match look(text, &mut notes) {
            Err(note) => format!("refused: {}", note.message),
            Ok(()) => notes.first().map_or(String::new(), |n| n.message.clone()),
        };
        assert!(if want.is_empty() { got.is_empty() } else { got.contains(want) }, "{text:?}: {got:?}");
    }

    #[test]
    fn pages_and_other_layouts_are_refused() {
        check("\n <!DOCTYPE html>\n<html><body>Talks began.</body></html>", "refused: The item is an HTML page");
        check("<?xml version=\"1.0\"?><rss/>", "refused: The item is XML");
        check("{\\rtf1\\ansi Talks began.}", "refused: The item is RTF");
        check("1\n00:00:01,000 --> 00:00:04,000\nTalks began.\n", "refused: The item is a file of subtitles");
        check("WEBVTT\n\n00:01.000 --> 00:04.000\nTalks began.", "refused: The item is a file of subtitles");
        check("T1\tSource 0 5\tNorway\nT2\tCue 6 10\tsaid", "refused: The item is a file of marks");
        check(
            "# newdoc\n# text = Talks.\n1\tTalks\ttalk\tNOUN\tNNS\t_\t0\troot\t_\t_\n",
            "refused: The item is CoNLL-U",
        );
        check("Received: from a\nMessage-ID: <b@c>\nSubject: Talks\n\nTalks began.", "refused: The item is a mail");
    }

    #[test]
    fn tags_are_noted_and_signs_are_none() {
        check("<p>Talks began.</p><p>They <a href=\"x\">ended</a>.<br/>", "6 tags of markup");
        check("Talks began on Monday.", "");
        check("It fell to < 3 % and > 2 %, with a <b> and b < c, x<y.", "");
        check("12 dead\n\nTalks began.", "");
        check("From: the ministry\n\nTalks began.", "");
    }
}
