//! `dateline places`: names of places, and where they are.

mod program;

use program::{Ran, folder, run, write};
use serde_json::{Value, json};

/// Words of a place, its country, and degrees without decimals.
type Told = (String, String, Option<(i64, i64)>);

/// What is said of the places of some texts, a list a text.
fn places(name: &str, texts: &[&str]) -> Vec<Vec<Told>> {
    let here = folder(name);
    let line =
        |(i, text): (usize, &&str)| json!({"id": i.to_string(), "text": text, "date": "2024-05-08"}).to_string() + "\n";
    let lines: String = texts.iter().enumerate().map(line).collect();
    write(&here, &[("reports.jsonl", lines.as_bytes())]);
    let ran: Ran = run(&here, &["places", "reports.jsonl"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.notes);
    let mut out = vec![Vec::new(); texts.len()];
    for l in ran.lines() {
        let doc: usize = l["doc"].as_str().unwrap().parse().unwrap();
        let (start, end) = (l["start"].as_u64().unwrap() as usize, l["end"].as_u64().unwrap() as usize);
        let words: String = texts[doc].chars().skip(start).take(end - start).collect();
        assert_eq!(l["text"], Value::from(words.as_str()));
        let point = l["lat"].as_f64().zip(l["lon"].as_f64()).map(|(lat, lon)| (lat.round() as i64, lon.round() as i64));
        out[doc].push((words, l["country"].as_str().unwrap_or("").to_owned(), point));
    }
    out
}

/// The country of the place that some words name, each text with one such name.
#[track_caller]
fn countries(name: &str, cases: &[(&str, &str, &str)]) {
    let texts: Vec<&str> = cases.iter().map(|c| c.0).collect();
    for ((text, words, country), found) in cases.iter().zip(places(name, &texts)) {
        let place = found.iter().find(|f| f.0 == *words);
        assert_eq!(place.map(|p| p.1.as_str()), Some(*country), "{words} in: {text}\n{found:?}");
    }
}

#[test]
fn what_stands_behind_a_name_says_which_is_meant() {
    countries(
        "places-qualified",
        &[
            ("Police in Paris, Texas, arrested two men.", "Paris", "USA"),
            ("Tripoli, Lebanon, thanked the Red Cross.", "Tripoli", "LBN"),
            ("A court in Birmingham, Alabama, heard the case.", "Birmingham", "USA"),
            ("The mayor of Vancouver, Wash., resigned.", "Vancouver", "USA"),
            ("Two people died in a fire in Vancouver, B.C., on Friday.", "Vancouver", "CAN"),
            ("Students marched in Cambridge, Massachusetts, on Monday.", "Cambridge", "USA"),
            ("A storm hit Valencia, Venezuela, on Sunday.", "Valencia", "VEN"),
            ("Peru's president spoke of Gaza's children.", "Peru", "PER"),
            ("Nurses from Cox's Bazar, Bangladesh, went home.", "Cox's Bazar", "BGD"),
            ("EDMONTON, Ky. (AP) - A barn burned down near Edmonton on Tuesday.", "Edmonton", "USA"),
        ],
    );
}

#[test]
fn what_else_the_report_tells_says_which_is_meant() {
    countries(
        "places-context",
        &[
            (
                "The governor of Georgia signed the bill in Atlanta, and Florida and Alabama may follow.",
                "Georgia",
                "USA",
            ),
            ("Georgia and Armenia closed the border; the crossing south of Tbilisi is shut.", "Georgia", "GEO"),
            ("Syrian troops left Tripoli for Beirut, Lebanese police said in Sidon.", "Tripoli", "LBN"),
            ("The Libyan army took the airport of Tripoli; Benghazi and Misrata in Libya were calm.", "Tripoli", "LBY"),
            ("The festival returns to the city of Turkey, in the north of Texas, on Thursday.", "Turkey", "USA"),
            (
                "Police in Hyderabad stopped a march from Karachi; Pakistan's Sindh province is tense.",
                "Hyderabad",
                "PAK",
            ),
        ],
    );
}

#[test]
fn a_longer_name_is_not_the_name_inside_it() {
    let texts = [
        "New Mexico sued Texas on Monday.",
        "Floods hit South Sudan and Equatorial Guinea.",
        "The University of Texas fired a coach.",
        "Chad Wolf spoke to Jordan Peele.",
        "Paris Hilton met the Chicago Bulls.",
    ];
    let names: Vec<Vec<String>> =
        places("places-longer", &texts).into_iter().map(|f| f.into_iter().map(|p| p.0).collect()).collect();
    assert_eq!(names[0], ["New Mexico", "Texas"]);
    assert_eq!(names[1], ["South Sudan", "Equatorial Guinea"]);
    for (text, found) in texts.iter().zip(&names).skip(2) {
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn states_that_are_no_more_are_not_where_a_city_is() {
    countries(
        "places-dead",
        &[
            ("A tram hit a bus in Prague on Monday.", "Prague", "CZE"),
            ("Students marched in Belgrade on Monday.", "Belgrade", "SRB"),
            ("A bomb was found in Bratislava.", "Bratislava", "SVK"),
            ("The tribunal sat in Zagreb and Sarajevo.", "Sarajevo", "BIH"),
            ("Thousands rallied in Kyiv, once a city of the Soviet Union.", "Kyiv", "UKR"),
        ],
    );
}

#[test]
fn provinces_have_points_and_unknown_places_the_point_of_what_they_lie_in() {
    let texts = [
        "Fighting went on in Zabul and Nuristan.",
        "A mine was found in Qarabulaq, Ontario.",
        "Shells hit the Kharkiv region and Donetsk Oblast.",
        "Two men fought in Qarabulaq.",
    ];
    let found = places("places-points", &texts);
    assert_eq!(found[0].iter().map(|p| p.2).collect::<Vec<_>>(), [Some((32, 67)), Some((35, 71))], "{found:?}");
    assert_eq!(found[1][0].1, "CAN", "{found:?}");
    assert_eq!(found[1][0].2, found[1][1].2, "{found:?}");
    assert!(found[2].iter().all(|p| p.1 == "UKR" && p.2.is_some_and(|(lat, _)| (47..=51).contains(&lat))), "{found:?}");
    assert_eq!(found[3].first().and_then(|p| p.2), None, "{found:?}");
}

#[test]
fn the_place_of_an_act_is_not_whom_it_struck() {
    let here = folder("places-struck");
    let cases = [
        ("Police detained dozens of commuters in Lagos on Friday.", "Lagos"),
        ("Militants killed six shoppers at a market in Maiduguri.", "Maiduguri"),
        ("Soldiers beat pupils near Goma.", "Goma"),
        ("Protesters burned tyres in Dakar and Thiès on Saturday.", "Dakar"),
        ("Gunmen abducted a nurse from a clinic in Jalalabad.", "Jalalabad"),
        ("Rebels attacked a convoy in Darfur.", "Darfur"),
        ("Rioters looted shops in Fresno, California.", "Fresno"),
    ];
    let line = |(i, (text, _)): (usize, &(&str, &str))| json!({"id": i.to_string(), "text": text}).to_string() + "\n";
    let lines: String = cases.iter().enumerate().map(line).collect();
    for more in [&["--model", "accurate"][..], &["--rules-only"]] {
        let command = [&["read", "--from", "jsonl", "--format", "jsonl"][..], more].concat();
        for event in run(&here, &command, lines.as_bytes()).lines().iter().filter(|l| l["kind"] == "event") {
            let (text, town) = cases[event["doc"].as_str().unwrap().parse::<usize>().unwrap()];
            let whom = event["recipient"].as_array().unwrap();
            assert!(whom.iter().all(|r| r["entity_text"] != town), "{text}: {whom:?}");
            assert_eq!(event["event_loc"]["text"], town, "{text}");
            assert!(event["event_loc"]["lat"].is_number(), "{text}");
        }
    }
}

#[test]
fn a_table_for_people_and_a_user_s_own_places() {
    let here = folder("places-own");
    let mine = "Qarabulaq\t\tKAZ\tcity\t42.53\t69.79\t40000\t\tTurkistan\t\tmine\n";
    std::fs::create_dir_all(here.join("own")).unwrap();
    write(&here, &[("own/places.tsv", mine.as_bytes()), ("a.txt", b"Two men fought in Qarabulaq on Monday.")]);
    let ran = run(&here, &["places", "a.txt", "--lexicon", "own", "--format", "table"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.notes);
    assert!(ran.out.contains("Qarabulaq") && ran.out.contains("Turkistan, KAZ  42.53 69.79"), "{}", ran.out);
    let none = run(&here, &["places", "--format", "table"], b"Two men fought on Monday.");
    assert!(none.out.contains("no place is named"), "{}", none.out);
}
