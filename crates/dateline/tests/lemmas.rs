//! The lemma tables of both models against `tests/fixtures/lemmas.tsv`: forms of verbs and nouns of news, irregular
//! ones above all, each with its Penn tag. The tag is given, so that a tagger's mistakes are no matter here.

use dateline_language::Xpos;
use dateline_language::container::Container;
use dateline_language::lemma::Lemmatiser;
use std::path::Path;

fn read(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap()
}

/// Lines of the fixture that the model's table gets wrong, and how many lines there are.
fn wrong(model: &str, fixture: &str) -> (Vec<String>, usize) {
    let bytes = read(model);
    let file = Container::parse(&bytes[..]).unwrap();
    let table = Lemmatiser::new(&file.lines("lemmas").unwrap()).unwrap();
    let (mut wrong, mut count, mut got) = (Vec::new(), 0, String::new());
    for line in fixture.lines().filter(|l| !l.starts_with('#')).skip(1) {
        let [form, tag, lemma] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line:?}") };
        table.lemma(form, Xpos::parse(tag).unwrap(), &mut got);
        count += 1;
        if got != lemma {
            wrong.push(format!("{form} {tag}: {got}, not {lemma}"));
        }
    }
    (wrong, count)
}

#[test]
// What is wrong and still let pass is told with `--no-capture`.
#[allow(clippy::print_stdout)]
fn of_a_hundred_forms_ninety_nine_have_their_lemma() {
    let fixture = String::from_utf8(read("tests/fixtures/lemmas.tsv")).unwrap();
    for model in ["models/en-fast.dateline", "models/en-accurate.dateline"] {
        let (wrong, count) = wrong(model, &fixture);
        println!("{model}: {} of {count} right\n{}", count - wrong.len(), wrong.join("\n"));
        assert!(count >= 700, "{count} forms");
        assert!(wrong.len() * 100 <= count, "{model}: {} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
    }
}
