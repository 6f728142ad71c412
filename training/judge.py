"""What each event rule is worth: how often it is right on the training part of the coded passages, written as a table.

usage: python judge.py DATA_DIR RECORDS.jsonl > ../lexicon/en/events/judged.tsv

RECORDS.jsonl is what rules alone say of the passages:
    python acts.py DATA_DIR passages.jsonl
    dateline read --from jsonl --format jsonl --rules-only -q passages.jsonl > records.jsonl
A rule is right where its passage holds a coded act of its category that shares the trigger or an actor with it.
"""
import collections
import json
import sys

import acts


def meets(one, other):
    return any(a < d and c < b for a, b in one for c, d in other)


def right(event, coded):
    """Whether one of a passage's coded acts is what an event record tells."""
    spans = lambda name: [(e["start"], e["end"]) for e in event[name] or []]
    for act in coded:
        if act["event"] == event["event"][0] and (meets([act["trigger"]], spans("event_text")) or meets(act["actor"], spans("actor"))):
            return True
    return False


def main(data, records):
    gold = {row["id"]: row for row in acts.rows(data)}
    table, names = collections.defaultdict(lambda: [0, 0]), {}
    with open(records, encoding="utf-8") as file:
        for record in map(json.loads, file):
            row = gold.get(str(record.get("doc", "")))
            if record["kind"] == "event" and row and row["split"] == "train":
                table[record["rule"]][0] += right(record, row["events"])
                table[record["rule"]][1] += 1
    print("# What each rule is worth beside the learnt coder: how often it is right where it fires on coded passages.")
    print("# Written by training/judge.py; rules that are not here have not fired there, or are a user's own.")
    print("# columns: rule right told")
    for rule, counts in sorted(table.items()):
        print(rule, *counts, sep="\t")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
