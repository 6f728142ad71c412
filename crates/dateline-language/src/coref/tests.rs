//! Tests of the whole: from words and trees to chains.

use super::features::{MENTION, PAIR};
use super::mentions::Kind;
use super::words::edited;
use super::{Document, Ranker, View, chains};
use crate::conllu::{Sentence, read};
use crate::container::{Container, ModelError, write};
use crate::labels::{Rel, Upos, Xpos};
use proptest::prelude::*;

/// Sentences of CoNLL-U from rows `form lemma upos xpos head rel [name]`; an empty row ends a sentence.
fn sentences(rows: &str) -> Vec<Sentence> {
    let (mut text, mut number) = (String::new(), 0);
    for row in rows.lines().map(str::trim) {
        number += 1;
        match row.split(' ').collect::<Vec<_>>()[..] {
            [form, lemma, upos, xpos, head, rel, ref name @ ..] => {
                let misc = name.first().map_or("_".to_owned(), |n| format!("NER={n}"));
                text += &format!("{number}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{rel}\t_\t{misc}\n");
            }
            _ => {
                text += "\n";
                number = 0;
            }
        }
    }
    read(&text).unwrap()
}

const STORY: &str = "Premier premier NOUN NN 2 nmod:desc
    Ada Ada PROPN NNP 4 nsubj B-PER
    Holm Holm PROPN NNP 2 flat I-PER
    met meet VERB VBD 0 root
    the the DET DT 6 det
    miners miner NOUN NNS 4 obj
    . . PUNCT . 4 punct

    Holm Holm PROPN NNP 2 nsubj B-PER
    said say VERB VBD 0 root
    she she PRON PRP 4 nsubj
    backed back VERB VBD 2 ccomp
    the the DET DT 6 det
    miners miner NOUN NNS 4 obj
    and and CCONJ CC 9 cc
    their their PRON PRP$ 9 nmod:poss
    families family NOUN NNS 6 conj
    . . PUNCT . 2 punct";

fn found(rows: &str, ranker: Option<&Ranker>) -> Vec<Vec<String>> {
    let sentences = sentences(rows);
    let view = View::of_rows(&sentences);
    let words = |m: &super::Mention| view.words[m.span.clone()].iter().map(|w| w.form).collect::<Vec<_>>().join(" ");
    chains(&view, &edited(), ranker).iter().map(|c| c.mentions.iter().map(words).collect()).collect()
}

#[test]
fn names_nouns_and_pronouns_are_joined_by_the_sieves() {
    let want = [vec!["Premier Ada Holm", "Holm", "she"], vec!["the miners", "the miners", "their"]];
    assert_eq!(found(STORY, None), want);
}

#[test]
fn a_mention_has_its_modifiers_but_no_preposition_and_no_clause_around_it() {
    let sentences = sentences(
        "Of of ADP IN 4 case
        the the DET DT 4 det
        old old ADJ JJ 4 amod
        men man NOUN NNS 10 obl
        who who PRON WP 6 nsubj
        left leave VERB VBD 4 acl:relcl
        , , PUNCT , 4 punct
        Karl Karl PROPN NNP 10 nsubj B-PER
        's 's PART POS 8 case
        is be AUX VBZ 0 root",
    );
    let view = View::of_rows(&sentences);
    let doc = Document::of(&view, &edited());
    let spans: Vec<_> = doc.mentions.iter().filter(|m| m.kind != Kind::Verb).map(|m| m.span.clone()).collect();
    assert_eq!(spans, [1..6, 7..9]);
}

/// A ranker that knows one value of a pair, and links where it stands.
fn tiny(pick: usize, slots: &str) -> Vec<u8> {
    let layers = [
        ("coref.middle.weight", 1.0),
        ("coref.middle.bias", 0.0),
        ("coref.out.weight", 1.0),
        ("coref.out.bias", -0.5),
        ("coref.new_out.weight", 1.0),
        ("coref.new_out.bias", 0.0),
    ];
    of_layers(Some(pick), slots, &layers)
}

/// A ranker with one number in every layer.
fn of_layers(pick: Option<usize>, slots: &str, layers: &[(&str, f32)]) -> Vec<u8> {
    let sizes = |all: &[(&str, usize)]| all.iter().map(|s| s.1).sum::<usize>();
    let (mentions, pairs) = (sizes(&MENTION), sizes(&PAIR));
    let floats = |all: &[f32]| all.iter().flat_map(|f| f.to_le_bytes()).collect::<Vec<u8>>();
    let table = |rows: usize, hot: Option<usize>| (0..rows).map(|r| u8::from(Some(r) == hot)).collect::<Vec<u8>>();
    let mut all = vec![("coref.slots", "text", vec![slots.len()], slots.as_bytes().to_vec())];
    for (name, scale, rows, hot) in [
        ("coref.anaphor", "coref.anaphor.scale", mentions, None),
        ("coref.antecedent", "coref.antecedent.scale", mentions, None),
        ("coref.new", "coref.new.scale", mentions, None),
        ("coref.pair", "coref.pair.scale", pairs, pick),
    ] {
        all.push((name, "i8", vec![rows, 1], table(rows, hot)));
        all.push((scale, "f32", vec![rows], floats(&vec![1.0; rows])));
    }
    for (name, is) in layers {
        let dims = if name.ends_with("bias") { vec![1] } else { vec![1, 1] };
        all.push((name, "f32", dims, floats(&[*is])));
    }
    write(&[], &all)
}

fn slots() -> String {
    let text = |all: &[(&str, usize)]| all.iter().map(|(n, s)| format!("{n}\t{s}")).collect::<Vec<_>>().join("\n");
    format!("{}\n\n{}", text(&MENTION), text(&PAIR))
}

#[test]
fn a_ranker_links_what_its_weights_say() {
    // The value that says that the sieves link just these two, for a third-person pronoun.
    let at = PAIR.iter().position(|s| s.0 == "rough link").unwrap();
    let row = PAIR[..at].iter().map(|s| s.1).sum::<usize>() + 3 * 5;
    let bytes = tiny(row, &slots());
    let ranker = Ranker::read(&Container::parse(&bytes[..]).unwrap()).unwrap().unwrap();
    // It follows the sieves in third-person pronouns, and links nothing else.
    assert_eq!(found(STORY, Some(&ranker)), [vec!["Holm", "she"], vec!["the miners", "their"]]);
}

#[test]
fn the_product_of_two_heads_vectors_counts() {
    let [one, none] = [1.0, 0.0];
    let layers = [
        ("coref.middle.weight", one),
        ("coref.middle.bias", none),
        ("coref.out.weight", one),
        ("coref.out.bias", -4.5),
        ("coref.new_out.weight", one),
        ("coref.new_out.bias", none),
        ("coref.project.weight", one),
        ("coref.project.bias", none),
        ("coref.product.weight", one),
        ("coref.to_anaphor.weight", none),
        ("coref.to_antecedent.weight", none),
        ("coref.to_new.weight", none),
    ];
    let bytes = of_layers(None, &slots(), &layers);
    let ranker = Ranker::read(&Container::parse(&bytes[..]).unwrap()).unwrap().unwrap();
    assert_eq!(ranker.vector_width(), Some(1));
    let sentences = sentences(STORY);
    let vectors: Vec<f32> = (0..17).map(|i| if [7, 9].contains(&i) { 1.0 } else { 0.0 }).collect();
    let view = View { vectors: &vectors, ..View::of_rows(&sentences) };
    let chains = chains(&view, &edited(), Some(&ranker));
    assert_eq!(chains.iter().map(|c| c.mentions.iter().map(|m| m.head).collect()).collect::<Vec<Vec<_>>>(), [[7, 9]]);
    // Without vectors, or with others, they count as zero.
    assert!(found(STORY, Some(&ranker)).is_empty());
}

#[test]
fn a_ranker_of_other_features_is_refused_and_none_is_none() {
    let bytes = tiny(0, "kind\t7");
    let read = Ranker::read(&Container::parse(&bytes[..]).unwrap());
    assert!(matches!(read, Err(ModelError::Misfit(_))));
    assert!(Ranker::read(&Container::parse(write(&[], &[])).unwrap()).unwrap().is_none());
}

#[test]
fn an_empty_document_has_no_chains() {
    assert!(chains(&View::default(), &edited(), None).is_empty());
    let view = View { sentences: vec![0..0, 0..0], paragraphs: vec![0], ..View::default() };
    assert!(chains(&view, &edited(), None).is_empty());
}

proptest! {
    /// Any heads, also cycles and heads outside the sentence, and any tags give chains, each mention in at most one.
    #[test]
    fn odd_trees_do_no_harm(
        words in prop::collection::vec((0..6usize, 0..40usize, 0..9usize, 0..50usize), 0..40),
        cut in 0..40usize,
    ) {
        const FORMS: [&str; 9] = ["he", "\"", "the", "Ada", "US", "that", "I", "(", "man"];
        let mut view = View::default();
        let tags = [Upos::Noun, Upos::Propn, Upos::Pron, Upos::Verb, Upos::Punct, Upos::Num];
        for (tag, head, form, rel) in &words {
            view.words.push(super::view::Word {
                form: FORMS[*form],
                lemma: FORMS[*form],
                upos: tags[*tag],
                xpos: Xpos::ALL[*rel % Xpos::ALL.len()],
                head: Some(*head),
                rel: Rel::ALL[*rel % Rel::ALL.len()],
            });
        }
        let cut = cut.min(words.len());
        view.sentences = vec![0..cut, cut..cut, cut..words.len()];
        let bytes = tiny(3, &slots());
        let ranker = Ranker::read(&Container::parse(&bytes[..]).unwrap()).unwrap();
        let table = edited();
        for ranker in [None, ranker.as_ref()] {
            let mut seen = std::collections::BTreeSet::new();
            for mention in chains(&view, &table, ranker).iter().flat_map(|c| &c.mentions) {
                prop_assert!(seen.insert((mention.span.start, mention.span.end)));
                prop_assert!(mention.span.end <= words.len() && mention.span.start < mention.span.end);
            }
        }
    }
}
