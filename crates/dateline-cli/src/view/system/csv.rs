//! Rows: a pair and day each, or an act each where one actor's acts were asked for.

use crate::view::csv_row;
use dateline::contract::wire::System;

/// All rows, with the names of the columns first.
pub(crate) fn rows(system: &System) -> String {
    match &system.acts {
        Some(acts) => {
            let head = "day,from,to,event,mode,quad_code,happenings,reports,publishers,words,documents\r\n";
            let row = |a: &dateline::contract::wire::Act| {
                csv_row(&[
                    a.day.clone().unwrap_or_default(),
                    a.from.clone(),
                    a.to.clone(),
                    a.event.clone(),
                    a.mode.clone().unwrap_or_default(),
                    a.quad_code.to_string(),
                    a.happenings.to_string(),
                    a.reports.len().to_string(),
                    a.publishers.join("; "),
                    a.words.clone().unwrap_or_default(),
                    a.reports.join(" "),
                ])
            };
            head.to_owned() + &acts.iter().map(row).collect::<String>()
        }
        None => pairs(system),
    }
}

fn pairs(system: &System) -> String {
    let quads = ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"];
    let columns = |of: &str| quads.map(|q| format!("{q}_{of}")).join(",");
    let mut out = format!("day,from,to,{},{},scale\r\n", columns("reports"), columns("happenings"));
    for pair in &system.pairs {
        for day in &pair.days {
            let mut cells = vec![day.day.clone().unwrap_or_default(), pair.from.clone(), pair.to.clone()];
            cells.extend(day.reports.array().iter().chain(&day.happenings.array()).map(ToString::to_string));
            cells.push(day.scale.to_string());
            out.push_str(&csv_row(&cells));
        }
    }
    out
}
