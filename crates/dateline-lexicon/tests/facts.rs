//! Facts the tables must tell, and answers they must not give.

use dateline_lexicon::{Ambiguity, CountryKind, DataFile, Gender, Holder, Lexicon, Matched, PlaceKind};
use jiff::civil::{Date, date};

fn lexicon() -> &'static Lexicon {
    Lexicon::builtin()
}

fn words(text: &str) -> Vec<&str> {
    text.split(' ').collect()
}

#[track_caller]
fn check_country(phrase: &str, code: &str, kind: CountryKind) {
    let hit = lexicon().country(phrase).unwrap_or_else(|| panic!("{phrase} is unknown"));
    assert_eq!((hit.code, hit.kind), (code, kind), "{phrase}");
}

#[test]
fn countries_by_name_people_and_seat() {
    use CountryKind::{Adjective, Country, People, Region, Seat};
    for (phrase, code, kind) in [
        ("Russia", "RUS", Country),
        ("the United States", "USA", Country),
        ("U.S.", "USA", Country),
        ("US", "USA", Country),
        ("America", "USA", Country),
        ("Russians", "RUS", People),
        ("the Palestinians", "PSE", People),
        ("Israelis", "ISR", People),
        ("Swedes", "SWE", People),
        ("Russian", "RUS", Adjective),
        ("Iranian", "IRN", Adjective),
        ("Washington", "USA", Seat),
        ("Moscow", "RUS", Seat),
        ("the Kremlin", "RUS", Seat),
        ("the White House", "USA", Seat),
        ("Downing Street", "GBR", Seat),
        ("Beijing", "CHN", Seat),
        ("the Elysee", "FRA", Seat),
        ("the Élysée", "FRA", Seat),
        ("Türkiye", "TUR", Country),
        ("Turkey", "TUR", Country),
        ("Gaza", "PSE", Region),
        ("the West Bank", "PSE", Region),
        ("Chechnya", "RUS", Region),
        ("Greenland", "DNK", Region),
        ("Kosovo", "KOS", Country),
        ("Nigeria", "NGA", Country),
        ("Niger", "NER", Country),
        ("Nigerien", "NER", Adjective),
        ("Nigerian", "NGA", Adjective),
        ("DR Congo", "COD", Country),
        ("Republic of the Congo", "COG", Country),
        ("South Korean", "KOR", Adjective),
        ("North Koreans", "PRK", People),
        ("Equatorial Guinea", "GNQ", Country),
        ("Guinea-Bissau", "GNB", Country),
        ("Papua New Guinea", "PNG", Country),
        ("Côte d'Ivoire", "CIV", Country),
        ("the Soviet Union", "RUS", Country),
        ("the Netherlands", "NLD", Country),
        ("Kyiv", "UKR", Seat),
        ("Ramallah", "PSE", Seat),
    ] {
        check_country(phrase, code, kind);
    }
}

#[test]
fn every_country_is_known_by_its_name() {
    for info in lexicon().countries() {
        let hit = lexicon().country(info.name).unwrap_or_else(|| panic!("{} is unknown", info.name));
        assert!(hit.codes.contains(info.state), "{}: {} is not {}", info.name, hit.code, info.state);
        for neighbour in info.neighbours.iter() {
            assert!(lexicon().country_info(neighbour).is_some(), "{}: neighbour {neighbour}", info.name);
        }
    }
}

#[test]
fn ambiguous_words_say_so() {
    for (phrase, ambiguity) in [
        ("Jordan", Ambiguity::Name),
        ("Chad", Ambiguity::Name),
        ("Georgia", Ambiguity::State),
        ("Washington", Ambiguity::Name),
        ("Congo", Ambiguity::Two),
        ("Korean", Ambiguity::Two),
        ("Guinea", Ambiguity::Two),
        ("Brussels", Ambiguity::Body),
        ("English", Ambiguity::Language),
        ("Crimea", Ambiguity::Disputed),
        ("Serbs", Ambiguity::People),
    ] {
        assert_eq!(lexicon().country(phrase).unwrap().ambiguous, Some(ambiguity), "{phrase}");
    }
    for plain in ["Russia", "Jordanian", "Georgian", "Iraqi", "Tehran"] {
        assert_eq!(lexicon().country(plain).unwrap().ambiguous, None, "{plain}");
    }
}

#[test]
fn not_countries() {
    for phrase in
        ["us", "turkey", "china", "polish", "male", "it", "Us", "Hamas", "Russian minister", "", "the", "who", "chad"]
    {
        assert!(lexicon().country(phrase).is_none(), "{phrase}");
    }
}

#[test]
fn regions_name_their_countries() {
    for (phrase, inside, outside) in [
        ("the West Asian nation", "IRN", "CHN"),
        ("the Middle East", "PSE", "PAK"),
        ("Gulf states", "QAT", "IRN"),
        ("Balkan countries", "SRB", "DEU"),
        ("Central Asian", "KAZ", "AFG"),
        ("European leaders", "FRA", "USA"),
        ("African leaders", "KEN", "BRA"),
        ("sub-Saharan Africa", "NGA", "EGY"),
        ("Baltic states", "EST", "FIN"),
        ("South-East Asian", "VNM", "IND"),
    ] {
        let found = lexicon().region(&words(phrase)).unwrap_or_else(|| panic!("{phrase}"));
        assert!(found.hit.codes.contains(inside) && !found.hit.codes.contains(outside), "{phrase}: {:?}", found.hit);
    }
    assert!(lexicon().region(&["Russian"]).is_none());
}

#[track_caller]
fn check_group(phrase: &str, day: Option<Date>, code: &str, sector: &str) {
    let found = lexicon().group(&words(phrase), day).unwrap_or_else(|| panic!("{phrase} is unknown"));
    assert_eq!(found.words, words(phrase).len(), "{phrase}");
    let first = found.hit[0];
    assert_eq!((first.code, first.sectors.first().unwrap_or("")), (code, sector), "{phrase}: {first:?}");
}

#[test]
fn groups() {
    for (phrase, code, sector) in [
        ("Hamas", "PSE", "REB"),
        ("Hezbollah", "LBN", "REB"),
        ("Hizbollah", "LBN", "REB"),
        ("the Houthis", "YEM", "REB"),
        ("Islamic State", "IMG", "REB"),
        ("al - Shabaab", "SOM", "REB"),
        ("the United Nations", "IGO", ""),
        ("EU", "IGO", ""),
        ("NATO", "IGO", "MIL"),
        ("Reuters", "GBR", "JRN"),
        ("TASS", "RUS", "JRN"),
        ("Interfax", "RUS", "JRN"),
        ("RIA", "RUS", "JRN"),
        ("State Duma", "RUS", "LEG"),
        ("Lord 's Resistance Army", "UGA", "REB"),
        ("IAEA", "IGO", ""),
        ("the Pentagon", "USA", "GOV"),
        ("IDF", "ISR", "MIL"),
        ("Amnesty International", "NGO", "CVL"),
    ] {
        check_group(phrase, None, code, sector);
    }
    check_group("Taliban", Some(date(2005, 1, 1)), "AFG", "REB");
    check_group("Taliban", Some(date(2022, 1, 1)), "AFG", "GOV");
    check_group("Rapid Support Forces", Some(date(2024, 1, 1)), "SDN", "REB");
}

#[test]
fn groups_identify_the_body_behind_the_code() {
    for (phrase, identifier) in [
        ("UN", "UNO"),
        ("European Commission", "EUR"),
        ("NATO", "NATO"),
        ("UNHCR", "UNO"),
        ("Arab League", "Arab League"),
    ] {
        assert_eq!(lexicon().group(&words(phrase), None).unwrap().hit[0].identifier, identifier, "{phrase}");
    }
    let quartet = lexicon().group(&words("the Middle East Quartet"), Some(date(2023, 10, 11))).unwrap().hit[0];
    assert_eq!((quartet.code, quartet.start, quartet.certain), ("IGO", "2002", true));
    assert!(!lexicon().group(&words("Middle East Quartet"), Some(date(1999, 1, 1))).unwrap().hit[0].certain);
}

#[test]
fn not_groups() {
    for phrase in ["who", "is", "ap", "Is", "total", "the", "said", "quad", "dawn"] {
        assert!(lexicon().group(&[phrase], None).is_none(), "{phrase}");
    }
}

#[track_caller]
fn certain(name: &str, day: Date) -> Vec<Holder<'static>> {
    lexicon().office_holders(name, Some(day)).into_iter().filter(|h| h.certain).collect()
}

#[test]
fn holders_at_a_date() {
    let day = date(2023, 10, 11);
    for (name, person, code) in [
        ("Putin", "Vladimir Putin", "RUS"),
        ("Vladimir Putin", "Vladimir Putin", "RUS"),
        ("Peskov", "Dmitry Peskov", "RUS"),
        ("Dmitri Peskov", "Dmitry Peskov", "RUS"),
        ("Erdogan", "Recep Tayyip Erdogan", "TUR"),
        ("Tayyip Erdogan", "Recep Tayyip Erdogan", "TUR"),
        ("Erdoğan", "Recep Tayyip Erdogan", "TUR"),
        ("Zelensky", "Volodymyr Zelenskyy", "UKR"),
        ("Zelenskiy", "Volodymyr Zelenskyy", "UKR"),
        ("al-Sudani", "Mohammed Shia al-Sudani", "IRQ"),
        ("Al-Sudani", "Mohammed Shia al-Sudani", "IRQ"),
        ("Mohamed Shia Al Sudani", "Mohammed Shia al-Sudani", "IRQ"),
        ("Sergei Lavrov", "Sergey Lavrov", "RUS"),
        ("Amirabdollahian", "Hossein Amir-Abdollahian", "IRN"),
        ("Amir-Abdullahian", "Hossein Amir-Abdollahian", "IRN"),
        ("von der Leyen", "Ursula von der Leyen", "IGO"),
        ("Xi", "Xi Jinping", "CHN"),
        ("Xi Jinping", "Xi Jinping", "CHN"),
        ("Mahmoud Abbas", "Mahmoud Abbas", "PSE"),
        ("Netanyahu", "Benjamin Netanyahu", "ISR"),
        ("Blinken", "Antony Blinken", "USA"),
        ("President Joe Biden", "Joe Biden", "USA"),
        ("Guterres", "António Guterres", "IGO"),
        ("MBS", "Mohammed bin Salman", "SAU"),
        ("Haniyeh", "Ismail Haniyeh", "PSE"),
        ("Macron", "Emmanuel Macron", "FRA"),
        ("Lula", "Luiz Inácio Lula da Silva", "BRA"),
    ] {
        let found = certain(name, day);
        assert!(found.iter().any(|h| h.person == person && h.code == code), "{name}: {found:?}");
        assert_eq!(found[0].code, code, "{name}: {:?}", found[0]);
    }
}

#[test]
fn a_surname_does_not_outlive_the_office() {
    for (name, person, day) in [
        ("Merkel", "Angela Merkel", date(2023, 10, 11)),
        ("Merkel", "Angela Merkel", date(2004, 1, 1)),
        ("Obama", "Barack Obama", date(2018, 1, 1)),
        ("Trump", "Donald Trump", date(2023, 10, 11)),
        ("Zelensky", "Volodymyr Zelenskyy", date(2018, 1, 1)),
        ("Rouhani", "Hassan Rouhani", date(2023, 1, 1)),
        ("Wallace", "Ben Wallace", date(2024, 1, 1)),
        ("Peskov", "Dmitry Peskov", date(1999, 1, 1)),
    ] {
        let found = lexicon().office_holders(name, Some(day));
        assert!(found.iter().all(|h| h.person != person), "{name}: {found:?}");
    }
    assert!(certain("Trump", date(2018, 6, 1)).iter().any(|h| h.office == "head of state"));
    assert!(certain("Trump", date(2025, 6, 1)).iter().any(|h| h.office == "head of state"));
}

#[test]
fn an_open_term_is_uncertain_after_its_source() {
    let found = lexicon().office_holders("Dmitry Peskov", Some(date(2028, 1, 1)));
    assert!(!found.is_empty() && found.iter().all(|h| !h.certain), "{found:?}");
    assert!(lexicon().office_holders("Peskov", Some(date(2040, 1, 1))).is_empty());
}

#[test]
fn without_a_date_every_bearer_matches_uncertainly() {
    let found = lexicon().office_holders("Merkel", None);
    assert!(found.iter().any(|h| h.person == "Angela Merkel" && h.matched == Matched::Surname && !h.certain));
    assert!(lexicon().office_holders("Bush", None).len() > 1);
}

#[test]
fn not_persons() {
    let day = Some(date(2023, 10, 11));
    for name in ["said", "putin", "Monday", "Vladimir", "Recep", "the", "al", "", "-"] {
        let found = lexicon().office_holders(name, day);
        assert!(found.iter().all(|h| h.person != "Vladimir Putin" && h.person != "Recep Tayyip Erdogan"), "{name}");
    }
    for name in ["putin", "He", "The", "A", "Norway"] {
        assert!(lexicon().office_holders(name, day).is_empty(), "{name}");
    }
    assert!(lexicon().office_holders("He Lifeng", Some(date(2020, 1, 1))).iter().any(|h| h.code == "CHN"));
    assert!(lexicon().office_holders("Jordan", day).iter().all(|h| h.person == "Jim Jordan"));
    let king = lexicon().office_holders("King Hussein", Some(date(1995, 1, 1)));
    assert!(king.iter().all(|h| h.person != "Saddam Hussein"), "{king:?}");
}

#[test]
fn the_longest_name_wins() {
    let text = words("Recep Tayyip Erdogan and Putin");
    let found = lexicon().person(&text, Some(date(2023, 10, 11))).unwrap();
    assert_eq!((found.words, found.hit[0].code), (3, "TUR"));
}

#[test]
fn sectors_of_roles() {
    for (phrase, sector) in [
        ("president", "GOV"),
        ("foreign minister", "GOV"),
        ("soldiers", "MIL"),
        ("militants", "REB"),
        ("rebels", "REB"),
        ("police", "COP"),
        ("protesters", "CVL"),
        ("journalist", "JRN"),
        ("lawmakers", "LEG"),
        ("opposition leader", "OPP"),
        ("settlers", "CVL"),
        ("coast guard", "MIL"),
        ("gunmen", "UAF"),
        ("health ministry", "GOV"),
        ("medics", "MED"),
        ("aid workers", "CVL"),
        ("special envoy", "GOV"),
        ("Prime Minister", "GOV"),
        ("MPs", "LEG"),
    ] {
        let found = lexicon().agent(&words(phrase)).unwrap_or_else(|| panic!("{phrase} is unknown"));
        assert_eq!((found.words, found.hit.sectors.first()), (words(phrase).len(), Some(sector)), "{phrase}");
    }
    for phrase in ["said", "the", "carrier", "union of", "mp3", "table"] {
        assert!(lexicon().agent(&words(phrase)).is_none_or(|f| f.words < words(phrase).len()), "{phrase}");
    }
}

#[test]
fn sectors_are_plovers() {
    const SECTORS: &[&str] = &[
        "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
        "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
    ];
    for file in Lexicon::builtin_files() {
        let column = match file.name.rsplit('/').next().unwrap() {
            "agents.tsv" => 2,
            "offices.tsv" => 5,
            "groups.tsv" | "country_words.tsv" => 4,
            _ => continue,
        };
        for line in file.text.lines().filter(|l| !l.starts_with('#')) {
            let sectors = line.split('\t').nth(column).unwrap().split(';').filter(|s| !s.is_empty());
            sectors.for_each(|s| assert!(SECTORS.contains(&s), "{}: {line}", file.name));
        }
    }
}

#[test]
fn codes_are_known() {
    for file in
        Lexicon::builtin_files().iter().filter(|f| f.name.ends_with("offices.tsv") || f.name.ends_with("groups.tsv"))
    {
        for line in file.text.lines().filter(|l| !l.starts_with('#')) {
            let code = line.split('\t').nth(2).unwrap();
            let known = matches!(code, "IGO" | "NGO" | "IMG" | "MNC") || lexicon().country_info(code).is_some();
            assert!(known, "{}: {line}", file.name);
        }
    }
}

#[test]
fn places() {
    let first = |text: &str| lexicon().place(&words(text)).unwrap_or_else(|| panic!("{text}")).hit[0].country;
    for (place, country) in [
        ("Kharkiv", "UKR"),
        ("Saint Petersburg", "RUS"),
        ("Aleppo", "SYR"),
        ("Rafah", "PSE"),
        ("Paris", "FRA"),
        ("Mosul", "IRQ"),
        ("Donbas", "UKR"),
        ("Texas", "USA"),
        ("Strait of Hormuz", ""),
    ] {
        assert_eq!(first(place), country, "{place}");
    }
    assert_eq!(lexicon().place(&["Tehran"]).unwrap().hit[0].kind, PlaceKind::Capital);
    for word in ["reading", "Reading", "Nice", "the", "Monday"] {
        assert!(lexicon().place(&[word]).is_none(), "{word}");
    }
}

#[test]
fn given_names() {
    for (name, gender) in [
        ("Vladimir", Some(Gender::Male)),
        ("Sergei", Some(Gender::Male)),
        ("Maria", Some(Gender::Female)),
        ("Angela", Some(Gender::Female)),
        ("Muhammad", Some(Gender::Male)),
        ("Andrea", None),
        ("Zzyzx", None),
    ] {
        assert_eq!(lexicon().gender(name), gender, "{name}");
    }
}

#[test]
fn errors_say_where_and_what_to_do() {
    for (name, text, expected) in [
        ("offices.tsv", "A\tB\n", "offices.tsv:1: 2 columns where 11 belong; separate by tabs: person, aliases, code"),
        (
            "x/offices.tsv",
            "# mine\nAnn Other\t\tRUS\t\tpresident\tGOV\t1\t2020/01\t\t\tmine\n",
            "x/offices.tsv:2: column `start` holds `2020/01`; write yyyy, yyyy-mm, yyyy-mm-dd or nothing",
        ),
        ("people.tsv", "", "people.tsv: the name tells no kind of table; name it countries.tsv, "),
    ] {
        let error = Lexicon::parse([DataFile::new(name, text)]).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn own_files_win_and_hide() {
    let mine =
        "Ann Other\tA. Other\tATL\t\tpresident\tGOV\t1\t2020\t\t2030\tmine\nDmitry Peskov\t\t-\t\t\t\t4\t\t\t\tmine\n";
    let files = Lexicon::builtin_files().into_iter().chain([DataFile::new("mine/offices.tsv", mine)]);
    let lexicon = Lexicon::parse(files).unwrap();
    let day = Some(date(2023, 10, 11));
    assert_eq!(lexicon.office_holders("Ann Other", day)[0].code, "ATL");
    assert!(lexicon.office_holders("Dmitry Peskov", day).is_empty());
    assert!(!lexicon.office_holders("Lavrov", day).is_empty());
}

#[test]
fn own_words_about_names_are_laid_over_ours() {
    let day = Some(date(2023, 10, 11));
    assert!(lexicon().office_holders("Tsar Putin", day).is_empty());
    let list = |name: &str, body: &str| format!("[{name}]\ndoc = \"Mine.\"\n{body}\nmisses = [\"x\"]\n");
    let mine = list("titles", "map.plain = \"tsar\"\nhits = [\"tsar\", \"king\"]");
    let files = Lexicon::builtin_files().into_iter().chain([DataFile::new("mine/names.toml", mine)]);
    let found = Lexicon::parse(files).unwrap();
    assert_eq!(found.office_holders("Tsar Putin", day)[0].person, "Vladimir Putin");
    let wrong = list("titles", "map.imperial = \"tsar\"\nhits = [\"tsar\"]");
    let error = Lexicon::parse([DataFile::new("mine/names.toml", wrong)]).unwrap_err().to_string();
    let expected = "mine/names.toml:1: [titles]: \"tsar\" has the value \"imperial\", which nothing knows; write one of regnal, noble, plain";
    assert_eq!(error, expected);
}
