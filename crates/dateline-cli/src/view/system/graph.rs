//! GEXF 1.3 and GraphML: a node an actor, two edges a pair, one for conflict and one for cooperation.

use super::xml;
use dateline::contract::wire::{Pair, System, SystemActor};
use std::fmt::Write as _;

/// The two kinds of edges of a pair, each with its weight by happening and by report, and its days.
struct Edge<'a> {
    from: &'a str,
    to: &'a str,
    kind: &'static str,
    happenings: usize,
    reports: usize,
    first: Option<&'a str>,
    last: Option<&'a str>,
}

fn edges(pair: &Pair) -> Vec<Edge<'_>> {
    let mut all = Vec::new();
    for (kind, of_conflict) in [("conflict", true), ("cooperation", false)] {
        let count =
            |q: &dateline::contract::wire::Quads| if of_conflict { q.conflict() } else { q.sum() - q.conflict() };
        let days = || pair.days.iter().filter(|d| count(&d.happenings) > 0);
        let named = || days().filter_map(|d| d.day.as_deref());
        let happenings = days().map(|d| count(&d.happenings)).sum();
        if happenings > 0 {
            let reports = days().map(|d| count(&d.reports)).sum();
            let (first, last) = (named().min(), named().max());
            all.push(Edge { from: &pair.from, to: &pair.to, kind, happenings, reports, first, last });
        }
    }
    all
}

/// What is told of a node: the name of the attribute, its type, its value.
fn told(actor: &SystemActor) -> Vec<(&'static str, &'static str, String)> {
    let text = |v: Option<String>| v.unwrap_or_default();
    vec![
        ("name", "string", text(actor.name.clone())),
        ("code", "string", text(actor.code.clone())),
        ("sector", "string", text(actor.sector.map(|s| s.to_string()))),
        ("role", "string", text(actor.role.map(|r| r.to_string()))),
        ("conflict_initiated", "integer", actor.initiated.conflict().to_string()),
        ("conflict_received", "integer", actor.received.conflict().to_string()),
        ("acts", "integer", (actor.initiated.sum() + actor.received.sum()).to_string()),
    ]
}

/// The same of an edge.
fn told_of_edge(edge: &Edge<'_>) -> Vec<(&'static str, &'static str, String)> {
    vec![
        ("kind", "string", edge.kind.to_owned()),
        ("reports", "integer", edge.reports.to_string()),
        ("first", "string", edge.first.unwrap_or_default().to_owned()),
        ("last", "string", edge.last.unwrap_or_default().to_owned()),
    ]
}

const NODE: [(&str, &str); 7] = [
    ("name", "string"),
    ("code", "string"),
    ("sector", "string"),
    ("role", "string"),
    ("conflict_initiated", "integer"),
    ("conflict_received", "integer"),
    ("acts", "integer"),
];
const EDGE: [(&str, &str); 4] = [("kind", "string"), ("reports", "integer"), ("first", "string"), ("last", "string")];

/// As GEXF 1.3.
pub(crate) fn gexf(system: &System) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n  <meta>\n    \
         <creator>dateline</creator>\n    <description>who does what to whom, by happening</description>\n  </meta>\n  \
         <graph defaultedgetype=\"directed\" mode=\"static\">\n",
    );
    for (class, all) in [("node", NODE.as_slice()), ("edge", EDGE.as_slice())] {
        let _ = writeln!(out, "    <attributes class=\"{class}\" mode=\"static\">");
        for (n, (name, kind)) in all.iter().enumerate() {
            let _ = writeln!(out, "      <attribute id=\"{n}\" title=\"{name}\" type=\"{kind}\"/>");
        }
        out.push_str("    </attributes>\n");
    }
    let values = |out: &mut String, told: &[(&str, &str, String)]| {
        out.push_str("        <attvalues>\n");
        for (n, (_, _, value)) in told.iter().enumerate() {
            let _ = writeln!(out, "          <attvalue for=\"{n}\" value=\"{}\"/>", xml(value));
        }
        out.push_str("        </attvalues>\n");
    };
    out.push_str("    <nodes>\n");
    for actor in &system.actors {
        let id = xml(&actor.id);
        let _ = writeln!(out, "      <node id=\"{id}\" label=\"{id}\">");
        values(&mut out, &told(actor));
        out.push_str("      </node>\n");
    }
    out.push_str("    </nodes>\n    <edges>\n");
    for (n, edge) in system.pairs.iter().flat_map(edges).enumerate() {
        let (from, to) = (xml(edge.from), xml(edge.to));
        // `kind` lets two edges run between the same nodes.
        let _ = writeln!(
            out,
            "      <edge id=\"{n}\" source=\"{from}\" target=\"{to}\" kind=\"{}\" weight=\"{}\">",
            edge.kind, edge.happenings
        );
        values(&mut out, &told_of_edge(&edge));
        out.push_str("      </edge>\n");
    }
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    out
}

/// As GraphML.
pub(crate) fn graphml(system: &System) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns \
         http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
    );
    let kind = |k: &str| if k == "integer" { "int" } else { "string" };
    for (class, all) in [("node", NODE.as_slice()), ("edge", EDGE.as_slice()), ("edge", &[("weight", "integer")])] {
        for (name, type_) in all {
            let _ = writeln!(
                out,
                "  <key id=\"{class}_{name}\" for=\"{class}\" attr.name=\"{name}\" attr.type=\"{}\"/>",
                kind(type_)
            );
        }
    }
    out.push_str("  <graph id=\"system\" edgedefault=\"directed\">\n");
    let value = |out: &mut String, class: &str, name: &str, value: &str| {
        let _ = writeln!(out, "      <data key=\"{class}_{name}\">{}</data>", xml(value));
    };
    for actor in &system.actors {
        let _ = writeln!(out, "    <node id=\"{}\">", xml(&actor.id));
        told(actor).iter().for_each(|(name, _, v)| value(&mut out, "node", name, v));
        out.push_str("    </node>\n");
    }
    for (n, edge) in system.pairs.iter().flat_map(edges).enumerate() {
        let _ = writeln!(out, "    <edge id=\"e{n}\" source=\"{}\" target=\"{}\">", xml(edge.from), xml(edge.to));
        told_of_edge(&edge).iter().for_each(|(name, _, v)| value(&mut out, "edge", name, v));
        value(&mut out, "edge", "weight", &edge.happenings.to_string());
        out.push_str("    </edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}
