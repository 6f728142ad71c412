//! CoNLL-U in and out (<https://universaldependencies.org/format.html>).

use crate::analysis::Analysis;
use crate::labels::NameKind;
use crate::roles::{self, Argument};
use crate::tags::WordTags;
use std::fmt::Write;
use std::ops::Range;

/// A line of a CoNLL-U file that is not what the format asks for.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {problem}")]
pub struct ConlluError {
    /// From 1.
    pub line: usize,
    /// What is wrong, and what was expected.
    pub problem: String,
}

/// A sentence as a file gives it. Empty nodes (`3.1`) are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Comment lines, with their `#`.
    pub comments: Vec<String>,
    /// Words.
    pub words: Vec<Row>,
    /// Multiword tokens: the words they stand for, their form and their MISC column.
    pub ranges: Vec<(Range<usize>, String, String)>,
}

/// A word's columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Column 2.
    pub form: String,
    /// Column 3.
    pub lemma: String,
    /// Column 4.
    pub upos: String,
    /// Column 5.
    pub xpos: String,
    /// Column 7: 0 for the root; `None` for `_`.
    pub head: Option<usize>,
    /// Column 8.
    pub rel: String,
    /// Column 10.
    pub misc: String,
}

/// Reads a file's sentences.
///
/// # Errors
/// The first line that has too few columns, a word out of order, or a head that is no word of its sentence.
pub fn read(text: &str) -> Result<Vec<Sentence>, ConlluError> {
    let mut out = Vec::new();
    let mut now = Sentence::default();
    let mut first = 1;
    for (number, line) in text.lines().chain([""]).enumerate().map(|(n, l)| (n + 1, l.trim_end_matches('\r'))) {
        if line.trim().is_empty() {
            if !now.words.is_empty() {
                check(&now, first)?;
                out.push(std::mem::take(&mut now));
            }
            first = number + 1;
        } else if line.starts_with('#') {
            now.comments.push(line.to_owned());
        } else {
            row(line, &mut now).map_err(|problem| ConlluError { line: number, problem })?;
        }
    }
    Ok(out)
}

fn row(line: &str, now: &mut Sentence) -> Result<(), String> {
    let c: Vec<&str> = line.split('\t').collect();
    if c.len() < 8 {
        return Err(format!("{} columns, where CoNLL-U has 10 with a tab between them", c.len()));
    }
    let misc = c.get(9).copied().unwrap_or("_").to_owned();
    if c[0].contains('.') {
        return Ok(());
    }
    if let Some((a, b)) = c[0].split_once('-') {
        let (Ok(a), Ok(b)) = (a.parse::<usize>(), b.parse::<usize>()) else {
            return Err(format!("{:?} is no range of words", c[0]));
        };
        if a != now.words.len() + 1 || b < a {
            return Err(format!("the multiword token {a}-{b} stands before word {}", now.words.len() + 1));
        }
        now.ranges.push((a - 1..b, c[1].to_owned(), misc));
        return Ok(());
    }
    let want = now.words.len() + 1;
    if c[0].parse() != Ok(want) {
        return Err(format!("word {want} was expected here, not {:?}", c[0]));
    }
    let head = match c[6] {
        "_" => None,
        h => Some(h.parse().map_err(|_| format!("the head {h:?} is not a number"))?),
    };
    let [form, lemma, upos, xpos, rel] = [1, 2, 3, 4, 7].map(|i| c[i].to_owned());
    now.words.push(Row { form, lemma, upos, xpos, head, rel, misc });
    Ok(())
}

fn check(sentence: &Sentence, first: usize) -> Result<(), ConlluError> {
    let n = sentence.words.len();
    let error = |problem| Err(ConlluError { line: first, problem });
    if let Some(h) = sentence.words.iter().filter_map(|w| w.head).find(|h| *h > n) {
        return error(format!("a head is {h}, but the sentence that begins here has {n} words"));
    }
    match sentence.ranges.iter().find(|(r, ..)| r.end > n) {
        Some((r, ..)) => error(format!("the multiword token {}-{} ends after its sentence", r.start + 1, r.end)),
        None => Ok(()),
    }
}

/// For each word of a sentence what it heads: `ARG0:4` for the agent of the sentence's fourth word.
pub(crate) fn role_tags(arguments: &[Argument], sentence: &Range<usize>) -> Vec<String> {
    let mut out = vec![String::new(); sentence.len()];
    for a in roles::within(arguments, sentence.clone()) {
        let tags = &mut out[a.head as usize - sentence.start];
        let comma = if tags.is_empty() { "" } else { "," };
        let _ = write!(tags, "{comma}{}:{}", a.role, a.predicate as usize - sentence.start + 1);
    }
    out
}

pub(crate) fn write_word(out: &mut String, i: usize, form: &str, lemma: &str, t: &WordTags, [feats, misc]: [&str; 2]) {
    let (upos, xpos, rel) = (t.upos, t.xpos, t.rel);
    let head = t.head.map_or(0, |h| h + 1);
    let _ = writeln!(out, "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t{feats}\t{head}\t{rel}\t_\t{misc}", i + 1);
}

/// MISC with the word's place in a name and its roles, after whatever else it says.
pub(crate) fn misc(misc: &str, name: Option<(NameKind, bool)>, roles: &str) -> String {
    let ours = |m: &str| m.starts_with("NER=") || m.starts_with("Role=");
    let kept = misc.split('|').filter(|m| *m != "_" && !m.is_empty() && !ours(m));
    let name = name.map(|(kind, first)| format!("NER={}-{kind}", if first { "B" } else { "I" }));
    let roles = (!roles.is_empty()).then(|| format!("Role={roles}"));
    let all: Vec<String> = kept.map(ToOwned::to_owned).chain(name).chain(roles).collect();
    if all.is_empty() { "_".to_owned() } else { all.join("|") }
}

/// Writes an analysed document as CoNLL-U, with its paragraphs and names.
#[must_use]
pub fn write(analysis: &Analysis) -> String {
    let text = analysis.text();
    let mut out = format!("# newdoc id = {}\n", one_line(&analysis.document.id));
    let names = name_tags(analysis);
    for (number, range) in analysis.sentences.iter().enumerate() {
        let span = analysis.span(range.clone());
        let before = range.start.checked_sub(1).map_or(0, |i| analysis.tokens[i].span.end());
        if number == 0 || text[before..span.start()].matches('\n').count() > 1 {
            out.push_str("# newpar\n");
        }
        let _ = writeln!(out, "# sent_id = {}\n# text = {}", number + 1, one_line(span.of(text)));
        let roles = role_tags(&analysis.arguments, range);
        for i in range.clone() {
            write_token(analysis, range, i, (names[i], &roles[i - range.start]), &mut out);
        }
        out.push('\n');
    }
    out
}

fn write_token(
    analysis: &Analysis,
    range: &Range<usize>,
    i: usize,
    (name, roles): (Option<(NameKind, bool)>, &str),
    out: &mut String,
) {
    let token = analysis.tokens[i];
    let last = (i + 1..analysis.tokens.len()).take_while(|j| analysis.tokens[*j].joined).last().unwrap_or(i);
    let space = |j: usize| match analysis.tokens.get(j + 1) {
        Some(next) if next.span.start() == analysis.tokens[j].span.end() => "SpaceAfter=No",
        _ => "_",
    };
    let in_range = token.joined || last > i;
    if last > i && !token.joined {
        let form = analysis.span(i..last + 1).of(analysis.text());
        let (a, b) = (i - range.start + 1, last - range.start + 1);
        let _ = writeln!(out, "{a}-{b}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{}", space(last));
    }
    let tags = analysis.word_tags(i, range.start);
    let misc = misc(if in_range { "_" } else { space(i) }, name, roles);
    write_word(out, i - range.start, analysis.form(i), analysis.lemma(i), &tags, [analysis.feats(i), &misc]);
}

fn name_tags(analysis: &Analysis) -> Vec<Option<(NameKind, bool)>> {
    let mut tags = vec![None; analysis.tokens.len()];
    for name in &analysis.names {
        for i in name.tokens.clone() {
            tags[i] = Some((name.kind, i == name.tokens.start));
        }
    }
    tags
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# text = He can't.\n1\tHe\the\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\tca\tcan\tAUX\tMD\t_\t0\troot\t_\t_\n3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n3.1\tx\tx\tX\tX\t_\t_\t_\t_\t_\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n";

    #[test]
    fn ranges_are_kept_and_empty_nodes_left_out() {
        let got = read(SAMPLE).unwrap();
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].words.iter().map(|w| w.form.as_str()).collect::<Vec<_>>(), ["He", "ca", "n't", "."]);
        assert_eq!(got[0].ranges, [(1..3, "can't".to_owned(), "SpaceAfter=No".to_owned())]);
    }

    #[test]
    fn a_broken_line_is_named() {
        for (text, line, word) in [
            ("1\tHe\n", 1, "columns"),
            ("\n\n2\ta\ta\tX\tX\t_\t0\troot\t_\t_\n", 3, "word 1 was expected"),
            ("1\ta\ta\tX\tX\t_\t7\troot\t_\t_\n", 1, "a head is 7"),
            ("1-2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n", 1, "ends after"),
            ("1\ta\ta\tX\tX\t_\tone\troot\t_\t_\n", 1, "not a number"),
        ] {
            let e = read(text).unwrap_err();
            assert_eq!(e.line, line);
            assert!(e.problem.contains(word), "{}", e.problem);
        }
    }
}
