//! Runs the tests that stand inside `lexicon/en/events/*.toml`: a rule is right when its sentences are coded as it says.

use dateline_contract::Sector;
use dateline_records::proof::{check, wanted};
use dateline_records::rules::Rules;
use dateline_records::{OwnTables, Tables};
use dateline_text::DataFile;

#[test]
fn every_rule_codes_its_own_sentences() {
    let tables = Tables::builtin();
    let mut failures = Vec::new();
    let mut count = 0;
    for rule in &Rules::builtin().all {
        for test in &rule.tests {
            count += 1;
            if let Err(got) = check(&tables, rule, test) {
                failures.push(format!("{}: {}\n    wanted {}\n    got    {got}", rule.id, test.text, wanted(test)));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} tests fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_user_s_files_are_laid_over_ours_and_faults_are_named() {
    let rule = "[serenade]\ndoc = \"Sings to somebody.\"\nwhen = \"serenade/v (subj: ACTOR) (obj: RECIPIENT)\"\ntests = \
        [\"Norway serenaded Chad. -> NOR > TCD\", \"Chad was serenaded by Norway. -> NOR > TCD\", \"The choir sang. -> none\"]\n";
    let own = |lexicon: &[(&str, &str)], rules: &[(&str, &str)]| {
        let files = |all: &[(&str, &str)]| -> Vec<DataFile> {
            all.iter().map(|(n, t)| DataFile::new(*n, (*t).to_owned())).collect()
        };
        OwnTables::lay(&files(lexicon), &files(rules))
    };
    let laid = own(&[], &[("mine/support.toml", rule)]).unwrap();
    let serenade = laid.tables().rules.all.iter().find(|r| r.id == "support/serenade").unwrap();
    for test in &serenade.tests {
        assert_eq!(check(&laid.tables(), serenade, test), Ok(()), "{}", test.text);
    }
    assert_ne!(laid.version(), Tables::builtin_version());
    for (lexicon, rules, want) in [
        (&[][..], &[("mine/support.toml", rule.replace("ACTOR", "ACTR"))][..], "mine/support.toml:1: [serenade]: when"),
        (&[], &[("mine/songs.toml", rule.to_owned())], "its file is called \"songs\", and that is no category"),
        (&[], &[("mine/support.toml", "\n[a]\nwhen".to_owned())], "mine/support.toml:3: "),
        (&[("mine/figures.toml", "[harm]\n")], &[], "mine/figures.toml:"),
        (&[("mine/wrods.toml", "")], &[], "mine/wrods.toml"),
        (
            &[("mine/cues.toml", "\n[[verbs]]\nname = \"yodel\"\nact = \"sing\"\nframes = []\nwords = \"yodel\"\n")],
            &[],
            "mine/cues.toml:4: there is no speech act",
        ),
        (&[("mine/groups.tsv", "Fjord Choir\n")], &[], "mine/groups.tsv:1"),
        (&[("mine/segments.toml", "")], &[], "mine/segments.toml: its lists are part of the model file"),
        (&[("mine/coreference.toml", "")], &[], "write it into a model with training/lists.py"),
        (&[("mine/document.toml", "")], &[], "mine/document.toml: its lists are part of the program"),
        (&[("mine/story.toml", "")], &[], "edit the file in lexicon/en/ and build the program"),
    ] {
        let rules: Vec<(&str, &str)> = rules.iter().map(|(n, t)| (*n, t.as_str())).collect();
        let error = own(lexicon, &rules).unwrap_err().to_string();
        assert!(error.contains(want), "{want}: {error}");
    }
}

#[test]
fn every_sector_of_the_lexicon_is_one_of_plover_s() {
    for file in dateline_lexicon::Lexicon::builtin_files() {
        let columns = file.text.lines().find_map(|l| l.strip_prefix("# columns: ")).unwrap_or_default();
        let Some(at) = columns.split(' ').position(|c| c == "sector") else { continue };
        for line in file.text.lines().filter(|l| !l.starts_with('#')) {
            let codes = line.split('\t').nth(at).unwrap_or_default().split(';').filter(|c| !c.is_empty());
            let wrong: Vec<&str> = codes.filter(|c| *c != "-" && Sector::parse(c).is_none()).collect();
            assert!(wrong.is_empty(), "{}: {wrong:?} in {line:?}", file.name);
        }
    }
}
