//! Coreference on documents with gold chains: the figures, and what `training/coref.py` learns from.
//!
//! `coref_features score GUM.conllu CHAINS` tags and parses the treebank's words anew, and scores the chains against
//! those of the folder. `coref_features errors GUM.conllu CHAINS` prints every wrong decision, and
//! `coref_features write GUM.conllu CHAINS OUT` writes the features of every pair.
//!
//! Each takes `--model FILE` in place of the model inside the program, and the ranker of `--ranker FILE` in place of
//! the sieves; with `--vectors` words have the model's vectors.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for measuring")]

use dateline_language::Model;
use dateline_language::container::Container;
use dateline_language::coref::gold::{Gold, Tally, documents, tally};
use dateline_language::coref::mentions::Kind;
use dateline_language::coref::score::Share;
use dateline_language::coref::view::vectors;
use dateline_language::coref::{Document, Ranker, View, features, links};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::path::Path;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let model = option(&mut arguments, "--model").map(|path| {
        let bytes = std::fs::read(path).expect("a model file");
        Model::read(&bytes).expect("a model")
    });
    let model = model.as_ref().unwrap_or_else(|| Model::fast());
    let ranker = option(&mut arguments, "--ranker").and_then(|path| {
        let bytes = std::fs::read(path).expect("a file with a ranker");
        Ranker::read(&Container::parse(bytes).expect("a model file")).expect("a ranker")
    });
    let with_vectors = arguments.iter().position(|a| a == "--vectors").map(|at| arguments.remove(at)).is_some();
    let [command, treebank, chains, ..] = arguments.as_slice() else {
        panic!("usage: coref_features score|write GUM.conllu CHAINS [OUT] [--model FILE]");
    };
    let mut documents = documents_of(treebank, Path::new(chains), model);
    if with_vectors {
        for doc in &mut documents {
            let view = View::of_rows(&doc.sentences);
            let forms: Vec<&str> = view.words.iter().map(|w| w.form).collect();
            doc.vectors = vectors(&forms, &view.sentences, model);
        }
    }
    match command.as_str() {
        "score" => show(documents.len(), &tally(&documents, ranker.as_ref())),
        "errors" => errors(&documents, ranker.as_ref()),
        "write" => write(&documents, arguments.get(3).expect("a file to write")),
        other => panic!("there is no {other:?}"),
    }
}

fn documents_of(treebank: &str, chains: &Path, model: &Model) -> Vec<Gold> {
    let text = std::fs::read_to_string(treebank).expect("a treebank");
    let file = |id: &str| std::fs::read_to_string(chains.join(format!("{id}.conll"))).ok();
    let (documents, left) = documents(&text, file, model).expect("a treebank with documents");
    left.iter().for_each(|why| eprintln!("{why}"));
    documents
}

fn option(arguments: &mut Vec<String>, name: &str) -> Option<String> {
    let at = arguments.iter().position(|a| a == name)?;
    arguments.remove(at);
    Some(arguments.remove(at))
}

fn show(documents: usize, t: &Tally) {
    println!(
        "{documents} documents, {} words, {:.0} words/s after parsing",
        t.words,
        t.words as f64 / t.time.as_secs_f64()
    );
    println!("gold mentions that are among the {} found spans: {:.3}", t.oracle.found, t.oracle.recall());
    for (name, s) in [("mentions", t.all.mentions), ("MUC", t.all.muc), ("B3", t.all.b3), ("CEAF-e", t.all.ceaf)] {
        println!("{name:9} P {:.3} R {:.3} F1 {:.3}", s.precision(), s.recall(), s.f1());
    }
    println!("mean F1   {:.4}", t.all.mean());
    println!("pronouns  {:.3} of {}", t.pronouns.recall(), t.pronouns.wanted);
    let parts = [t.named.muc, t.named.b3, t.named.ceaf].map(Share::f1);
    println!("persons, organisations, places: mean F1 {:.4} (MUC, B3, CEAF-e {parts:.3?})", t.named.mean());
}

/// Prints every wrong decision with its cause, a line each: what kind of mention, what went wrong, and the words.
fn errors(documents: &[Gold], ranker: Option<&Ranker>) {
    for gold in documents {
        let view = gold.view();
        let doc = Document::of(&view);
        let links = links(&doc, ranker);
        let chain_of: HashMap<(usize, usize), usize> =
            gold.chains.iter().enumerate().flat_map(|(i, c)| c.iter().map(move |s| ((s.start, s.end), i))).collect();
        let chain = |m: usize| chain_of.get(&(doc.mentions[m].span.start, doc.mentions[m].span.end)).copied();
        let words = |span: &Range<usize>| view.words[span.clone()].iter().map(|w| w.form).collect::<Vec<_>>().join(" ");
        let found: BTreeSet<_> = doc.mentions.iter().map(|m| (m.span.start, m.span.end)).collect();
        for span in gold.chains.iter().flatten().filter(|s| !found.contains(&(s.start, s.end))) {
            let near = doc.mentions.iter().find(|m| span.contains(&m.head) && m.span.start < span.end);
            let near = near.map_or(String::new(), |m| words(&m.span));
            println!("{}\tspan\tnot found\t{}\t{near}", gold.id, words(span));
        }
        for (m, link) in links.iter().enumerate() {
            let before: Vec<usize> = (0..m).filter(|a| chain(m).is_some() && chain(*a) == chain(m)).collect();
            let what = match link {
                Some(a) if before.contains(a) => continue,
                None if before.is_empty() => continue,
                Some(_) if !before.is_empty() => "wrong link",
                Some(_) if chain(m).is_some() => "first of its chain linked",
                Some(_) => "in no chain linked",
                None => "no link",
            };
            let best = before.iter().max_by_key(|a| (doc.compare(m, **a), **a));
            let to = |a: Option<&usize>| a.map_or(String::new(), |a| words(&doc.mentions[*a].span));
            let same = best.map_or(String::new(), |a| format!("{:?}", doc.compare(m, *a)));
            let kind = match doc.mentions[m].kind {
                Kind::Pronoun(_) => view.lower(doc.mentions[m].head),
                kind => format!("{kind:?}"),
            };
            let (own, got, gold_to) = (words(&doc.mentions[m].span), to(link.as_ref()), to(best));
            println!("{}\t{kind}\t{what}\t{own}\tgot {got}\twanted {gold_to}\t{same}", gold.id);
        }
    }
}

/// Writes, in little-endian numbers: the slots as a text with its length before it, then each document: its id so; how
/// many mentions, pairs, numbers in a vector and chains it has; the chains' sizes; of each mention its chain (-1 for
/// none) and how many candidates it has; all mentions' values, all candidates, all pairs' values, all heads' vectors.
fn write(documents: &[Gold], path: &str) {
    let mut out = Vec::new();
    let slots = |all: &[features::Slot]| all.iter().map(|(n, s)| format!("{n}\t{s}\n")).collect::<String>();
    put_text(&mut out, &format!("{}\n{}", slots(&features::MENTION), slots(&features::PAIR)));
    for gold in documents {
        let view = gold.view();
        let doc = Document::of(&view);
        let candidates: Vec<Vec<usize>> = (0..doc.mentions.len()).map(|m| doc.candidates(m)).collect();
        put_text(&mut out, &gold.id);
        let pairs: usize = candidates.iter().map(Vec::len).sum();
        let sizes = gold.chains.iter().map(Vec::len);
        for number in [doc.mentions.len(), pairs, view.vector_width(), gold.chains.len()].into_iter().chain(sizes) {
            out.extend((number as u32).to_le_bytes());
        }
        for (m, all) in doc.mentions.iter().zip(&candidates) {
            let chain = gold.chains.iter().position(|c| c.contains(&m.span)).map_or(-1, |c| c as i32);
            out.extend(chain.to_le_bytes());
            out.extend((all.len() as u32).to_le_bytes());
        }
        for m in 0..doc.mentions.len() {
            out.extend(features::mention(&doc, m).iter().flat_map(|v| v.to_le_bytes()));
        }
        out.extend(candidates.iter().flatten().flat_map(|a| (*a as u32).to_le_bytes()));
        for (m, all) in candidates.iter().enumerate() {
            out.extend(features::pairs(&doc, m, all).iter().flatten().flat_map(|v| v.to_le_bytes()));
        }
        for m in &doc.mentions {
            let width = view.vector_width();
            out.extend(view.vectors[m.head * width..][..width].iter().flat_map(|v| v.to_le_bytes()));
        }
    }
    std::fs::write(path, out).expect("a file that can be written");
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    out.extend((text.len() as u32).to_le_bytes());
    out.extend(text.as_bytes());
}
