//! Dictionaries of PETRARCH and TABARI, laid over ours.

use dateline_lexicon::{AgentNumber, AgentRole, DataError, DataFile, Lexicon};
use jiff::civil::{Date, date};

fn laid(files: &[(&'static str, &'static str)]) -> Result<Lexicon, DataError> {
    let files = files.iter().map(|(name, text)| DataFile::new(*name, *text));
    Lexicon::parse(Lexicon::builtin_files().into_iter().chain(files))
}

const ACTORS: &str = "<!-- Actors of a coast that is on no map
     [NOT A CODE] -->
# a comment
FJORD_COUNCIL_ [NORGOV]  # jd 12 Mar 2014
+COUNCIL_OF_FJORDS_ +FJORD_COUNCILLORS
ULF_SANDVIK_  ; served twice
+U._SANDVIK
\t[NORELI <20100101]
\t[NORGOV 100101-131231]
\t[NORMED >140101]
\t[NOROPP 20120601-20150101]
\t[NORBUS]
ISLAND_OF_HREN_ [NOR]
CHAD_ [NOR]
HAMAS_ [PSEGOV]
RED_SKERRY_BRIGADE_(RSB)_ [IMGMUSXQX]
SKERRY_RELIEF [NGOHLH]
SEA_ASSEMBLY [IGOUNO]
SKERRYMEN [HIN]
NOBODY_AT_ALL [---]
LONE_NAME
EVA_HREN\n\t[IGOUNO 970101-061231] [ELI]
BAD_DATE_MAN [NORGOV >9912312]
";

const AGENTS: &str = "!PERSON! = MAN, MEN
SKERRY_WARDEN_ [~COP]
KELP!PERSON! [~AGR]
NET_MENDER {NETS_MENDERS} [~LAB]
TIDE_MINISTRY [~GOVENV]
TIDE_PRESS {} [~MED]
WAVE_WATCHER [IGO~]
WAVE_THING [~QQQ]
";

fn both() -> Lexicon {
    laid(&[("my/Coast.actors.txt", ACTORS), ("my/Coast.agents.txt", AGENTS)]).unwrap()
}

fn group(lexicon: &Lexicon, name: &str, day: Option<Date>) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let found = lexicon.group(&words, day).map(|f| f.hit[0]);
    let told = |g: dateline_lexicon::Group<'_>| {
        let sectors: Vec<&str> = g.sectors.iter().collect();
        format!("{} {} {} {}", g.name, g.code, g.identifier, sectors.join("/")).trim_end().to_owned()
    };
    found.map_or(String::new(), told)
}

#[test]
fn actors_are_found_by_name_and_synonym_with_their_codes_in_plover() {
    let lexicon = both();
    for (name, want) in [
        ("Fjord Council", "Fjord Council NOR  GOV"),
        ("the Council of Fjords", "Fjord Council NOR  GOV"),
        ("Fjord Councillors", "Fjord Council NOR  GOV"),
        ("Hamas", "Hamas PSE  GOV"),
        ("Red Skerry Brigade", "Red Skerry Brigade IMG Red Skerry Brigade REB"),
        ("RSB", "Red Skerry Brigade IMG Red Skerry Brigade REB"),
        ("Skerry Relief", "Skerry Relief NGO Skerry Relief MED"),
        ("Sea Assembly", "Sea Assembly IGO UNO"),
        ("Eva Hren", "Eva Hren IGO UNO"),
        ("Nobody At All", ""),
        ("Bad Date Man", ""),
        ("Lone Name", ""),
    ] {
        assert_eq!(group(&lexicon, name, None), want, "{name}");
    }
    let country = |name: &str| lexicon.country(name).map(|c| c.code.to_owned()).unwrap_or_default();
    assert_eq!((country("Island of Hren").as_str(), country("Chad").as_str()), ("NOR", "NOR"));
    assert_eq!(lexicon.agent(&["Skerrymen"]).unwrap().hit.sectors.first(), Some("REL"));
}

#[test]
fn of_codes_with_dates_the_first_that_covers_the_day_holds_and_else_the_one_without() {
    let lexicon = both();
    for (day, want) in [
        (date(2009, 12, 31), "ELI"),
        (date(2010, 1, 1), "GOV"),
        (date(2013, 12, 31), "GOV"),
        (date(2014, 1, 1), "OPP"),
        (date(2014, 1, 2), "JRN"),
        (date(2020, 5, 5), "JRN"),
    ] {
        assert_eq!(group(&lexicon, "Ulf Sandvik", Some(day)), format!("Ulf Sandvik NOR  {want}"), "{day}");
    }
    let gap = laid(&[("gap.actors.txt", "ULF_SANDVIK_\n\t[NORGOV 100101-131231]\n\t[NORBUS]\n")]).unwrap();
    assert_eq!(group(&gap, "Ulf Sandvik", Some(date(2016, 1, 1))), "Ulf Sandvik NOR  BUS");
    let only = laid(&[("only.actors.txt", "ULF_SANDVIK_\n\t[NORGOV 100101-131231]\n")]).unwrap();
    assert_eq!(group(&only, "Ulf Sandvik", Some(date(2016, 1, 1))), "", "nothing is known of him then");
}

#[test]
fn agents_have_sectors_and_plurals() {
    let lexicon = both();
    let agent = |text: &str| {
        let words: Vec<&str> = text.split(' ').collect();
        let found = lexicon.agent(&words).filter(|f| f.words == words.len()).map(|f| f.hit);
        found.map(|a| (a.sectors.first().unwrap_or_default().to_owned(), a.number, a.role))
    };
    use AgentNumber::{Body, Person, Persons};
    for (text, sector, number) in [
        ("skerry warden", "COP", Body),
        ("kelpman", "AGR", Person),
        ("kelpmen", "AGR", Persons),
        ("net mender", "LAB", Person),
        ("nets menders", "LAB", Persons),
        ("tide ministry", "GOV", Body),
        ("tide ministries", "GOV", Body),
        ("tide press", "JRN", Body),
    ] {
        assert_eq!(agent(text), Some((sector.to_owned(), number, AgentRole::Own)), "{text}");
    }
    assert_eq!(agent("wave watcher").map(|a| a.2), Some(AgentRole::Body));
    for none in ["skerry wardens", "tide presses", "wave thing"] {
        assert_eq!(agent(none), None, "{none}");
    }
}

#[test]
fn what_is_left_out_is_told_with_file_line_and_remedy() {
    let lexicon = both();
    let notes: Vec<&str> = lexicon.notes().iter().map(|n| n.message.as_str()).collect();
    let told = |start: &str, words: &str, remedy: &str| {
        assert!(notes.iter().any(|n| n.starts_with(start) && n.contains(words) && n.contains(remedy)), "{notes:#?}");
    };
    told("my/Coast.actors.txt:21", "LONE_NAME", "write `NAME_ [CODE]`");
    told("my/Coast.actors.txt:23", "[USAELI]", "country");
    told("my/Coast.actors.txt:24", "NORGOV >9912312", "[CODE >yymmdd]");
    told("my/Coast.actors.txt:16", "XQX", "petrarch.toml");
    told("my/Coast.agents.txt:8", "~QQQ", "petrarch.toml");
    let lists = "[roles]\ndoc = \"Ours.\"\nmap = { AGR = \"QQQ\" }\nhits = [\"QQQ\"]\nmisses = [\"QQX\"]\n";
    let more = laid(&[("my/Coast.agents.txt", AGENTS), ("my/petrarch.toml", lists)]).unwrap();
    assert_eq!(more.agent(&["wave", "thing"]).unwrap().hit.sectors.first(), Some("AGR"));
}

#[test]
fn a_line_that_breaks_the_format_is_named_with_its_remedy() {
    for (name, text, want) in [
        (
            "a.actors.txt",
            "\nFJORD_COUNCIL [NORGOV\n",
            "a.actors.txt:2: `[NORGOV` opens and never closes; write `[CODE]`",
        ),
        ("a.actors.txt", "# x\n+FJORD\n", "a.actors.txt:2: the synonym `+FJORD` has no name above it; write the name"),
        ("a.actors.txt", "\t[NORGOV]\n", "a.actors.txt:1: the code `[NORGOV]` has no name above it"),
        ("a.actors.txt", "FJORD [NOR GOV]\n", "a.actors.txt:1: `[NOR GOV]` is no code; write letters"),
        ("a.actors.txt", "A [NOR]\n<!-- and so on\nB [NOR]\n", "a.actors.txt:2: the comment `<!--` never ends; end it"),
        ("a.agents.txt", "WARDEN [COP]\n", "a.agents.txt:1: `[COP]` has no `~`"),
        ("a.agents.txt", "KELP!PERSON! [~AGR]\n", "a.agents.txt:1: no set is given for `!PERSON!`; write `!SET! ="),
        ("a.verbs.txt", "", "or, a PETRARCH dictionary, *.actors.txt or *.agents.txt"),
    ] {
        let error = laid(&[(name, text)]).unwrap_err().to_string();
        assert!(error.contains(want), "{error}");
    }
}

#[test]
fn every_sector_that_codes_stand_for_is_one_of_our_tables() {
    let text = |kind: &str| {
        let files = Lexicon::builtin_files();
        files.into_iter().find(|f| f.name.ends_with(kind)).map(|f| f.text).unwrap_or_default()
    };
    let (agents, lists) = (text("agents.tsv"), text("petrarch.toml"));
    let known: Vec<&str> = agents.lines().filter_map(|l| l.split('\t').nth(2)).flat_map(|s| s.split(';')).collect();
    let roles = lists.split("[roles.map]").nth(1).and_then(|l| l.split("\n[").next()).unwrap_or_default();
    let sectors: Vec<&str> = roles.lines().filter_map(|l| l.split_once(" = ")).map(|(sector, _)| sector).collect();
    assert!(sectors.len() > 15, "{sectors:?}");
    for sector in sectors {
        assert!(known.contains(&sector) || sector == "UNK", "{sector}");
    }
}
