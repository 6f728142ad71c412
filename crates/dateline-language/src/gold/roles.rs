//! Gold roles: PropBank's arguments as columns of brackets, one a predicate, beside the words of a treebank.
//!
//! Columns with a tab between them: number, form, lemma, UPOS, XPOS, head, relation, predicate lemma, sense, then one a
//! predicate with `(ARG0*`, `*`, `*)`, `(V*)`. A blank line ends a sentence, a line that begins with `# ` is a comment.

use crate::eval::Counts;
use crate::model::Model;
use crate::reading::read_sentences;
use crate::roles::span::Sentence as Tree;
use crate::roles::{self, Argument, Predicates};
use crate::segment;
use std::collections::BTreeSet;

/// First and one past the last word, and the label.
pub type Span = (usize, usize, String);

/// A sentence and what its predicates' arguments are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Its words.
    pub forms: Vec<String>,
    /// Each predicate's word and arguments, the predicate itself (`V`) left out.
    pub predicates: Vec<(usize, BTreeSet<Span>)>,
}

/// Reads a table.
///
/// # Errors
/// The first line whose columns or brackets do not fit, with its number.
pub fn read(text: &str) -> Result<Vec<Sentence>, String> {
    let (mut out, mut rows) = (Vec::new(), Vec::new());
    for (number, line) in text.lines().chain([""]).enumerate() {
        if line.starts_with("# ") {
            continue;
        }
        if !line.trim().is_empty() {
            let cells: Vec<&str> = line.split('\t').collect();
            if cells.len() < 9 || rows.first().is_some_and(|first: &Vec<&str>| first.len() != cells.len()) {
                return Err(format!("line {}: {} columns", number + 1, cells.len()));
            }
            rows.push(cells);
        } else if !rows.is_empty() {
            out.push(sentence(&rows).map_err(|problem| format!("the sentence before line {}: {problem}", number + 1))?);
            rows.clear();
        }
    }
    Ok(out)
}

fn sentence(rows: &[Vec<&str>]) -> Result<Sentence, String> {
    let mut predicates = Vec::new();
    for column in 9..rows[0].len() {
        let (mut open, mut spans, mut verb) = (Vec::new(), BTreeSet::new(), None);
        for (i, row) in rows.iter().enumerate() {
            for part in row[column].split_inclusive(['*', ')']) {
                if let Some(label) = part.strip_prefix('(') {
                    open.push((label.trim_end_matches(['*', ')']), i));
                }
                if part.ends_with(')') {
                    match open.pop().ok_or("a bracket closes that was not opened")? {
                        ("V", start) => verb = verb.or(Some(start)),
                        (label, start) => {
                            spans.insert((start, i + 1, label.to_owned()));
                        }
                    }
                }
            }
        }
        // A few columns of the table mark no predicate: nothing can be asked of them.
        predicates.extend(verb.map(|v| (v, spans)));
    }
    Ok(Sentence { forms: rows.iter().map(|r| r[1].to_owned()).collect(), predicates })
}

/// Micro F1 over exact span and label of what the model gives, predicates given, trees predicted.
#[must_use]
pub fn score(gold: &[Sentence], model: &Model) -> Counts {
    let forms: Vec<&str> = gold.iter().flat_map(|s| s.forms.iter().map(String::as_str)).collect();
    let ranges = segment::ranges(gold.iter().map(|s| s.forms.len()));
    let mut marks = vec![false; forms.len()];
    for (s, range) in gold.iter().zip(&ranges) {
        s.predicates.iter().for_each(|(p, _)| marks[range.start + p] = true);
    }
    let reading = read_sentences(&forms, &ranges, model, Predicates::Given(&marks));
    let mut counts = Counts::default();
    for (s, range) in gold.iter().zip(ranges) {
        let tree = Tree::new(&forms[range.clone()], &reading.words[range.clone()]);
        for (predicate, wanted) in &s.predicates {
            let own = range.start + predicate;
            let found = roles::within(&reading.arguments, own..own + 1);
            let all: Vec<Argument> = found.iter().map(|a| a.moved(range.start, 0)).collect();
            let span = |a: &Argument| {
                let words = tree.argument(a, &all);
                (words.start, words.end, a.role.name().to_owned())
            };
            let found: BTreeSet<Span> = all.iter().map(span).collect();
            counts.right += found.intersection(wanted).count();
            counts.found += found.len();
            counts.wanted += wanted.len();
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read() {
        let text = "# a comment\n1\tThe\tthe\tDET\tDT\t2\tdet\t-\t-\t(ARG0*\n2\tarmy\tarmy\tNOUN\tNN\t3\tnsubj\t-\t-\t*)\n\
                    3\tshelled\tshell\tVERB\tVBD\t0\troot\tshell\tshell.01\t(V*)\n\
                    4\tit\tit\tPRON\tPRP\t3\tobj\t-\t-\t(ARG1*)\n";
        let got = read(text).unwrap();
        let spans = BTreeSet::from([(0, 2, "ARG0".to_owned()), (3, 4, "ARG1".to_owned())]);
        assert_eq!(got[0].predicates, [(2, spans)]);
        assert_eq!(got[0].forms.len(), 4);
        let broken = text.replace("(ARG0*", "*");
        assert!(read(&broken).unwrap_err().contains("before line 6"));
        assert!(read("1\ta\n").unwrap_err().contains("line 1"));
    }
}
