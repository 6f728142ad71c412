-- The tables of a project file, format 1. docs/project.md says what they hold; any SQLite program opens them.
-- Times are ISO 8601, offsets code points of `report.text`, true and false 1 and 0.

-- What a run of the coder was made with: enough to make it again, and to cite it.
CREATE TABLE run (
    run        INTEGER PRIMARY KEY,
    started    TEXT NOT NULL,
    program    TEXT NOT NULL,
    model      TEXT NOT NULL,
    lexicon    TEXT NOT NULL,
    contract   INTEGER NOT NULL,
    codebook   TEXT NOT NULL,
    options    TEXT NOT NULL,
    -- Items that came in; stored + there + refused, once the run has ended. NULL where it was cut off.
    items      INTEGER,
    stored     INTEGER,
    there      INTEGER,
    refused    INTEGER
) STRICT;

-- One report, once: `content` is a hash of its text, title, outlet and day.
CREATE TABLE report (
    report     INTEGER PRIMARY KEY,
    content    BLOB NOT NULL UNIQUE,
    run        INTEGER NOT NULL REFERENCES run,
    doc        TEXT NOT NULL,
    url        TEXT,
    title      TEXT,
    date       TEXT,
    date_from  TEXT,
    publisher  TEXT,
    language   TEXT,
    genre      TEXT,
    place      TEXT,
    sentences  INTEGER NOT NULL,
    text       TEXT NOT NULL
) STRICT;
CREATE INDEX report_date ON report (date);
CREATE INDEX report_doc ON report (doc);

-- Every record of a report as the contract writes it (docs/records.md), a line each, so that nothing of it is lost: packed as
-- raw DEFLATE, and how many bytes that are unpacked. What it looks back to is the dictionary and behind it the first 16384
-- bytes of the report's text.
CREATE TABLE dictionary (
    bytes      BLOB NOT NULL
) STRICT;
CREATE TABLE lines (
    report     INTEGER PRIMARY KEY REFERENCES report,
    bytes      INTEGER NOT NULL,
    packed     BLOB NOT NULL
) STRICT;

-- The same as rows, for `dateline sql`, which knows `unpacked`.
CREATE VIEW record AS
SELECT r.report, j.key AS place, j.value->>'$.kind' AS kind, j.value->>'$.id' AS id, j.value AS json
FROM report r JOIN lines l USING (report),
     json_each('[' || replace(rtrim(unpacked(l.packed, l.bytes, r.text), char(10)), char(10), ',') || ']') j;

-- Who did what. `act` is one number for all tellings of an act in a report.
CREATE TABLE event (
    event          INTEGER PRIMARY KEY,
    report         INTEGER NOT NULL REFERENCES report,
    id             TEXT NOT NULL,
    act            TEXT NOT NULL,
    date           TEXT,
    date_from      TEXT,
    date_precision TEXT,
    category       TEXT NOT NULL,
    mode           TEXT,
    cameo          TEXT,
    quad           INTEGER,
    scale          REAL,
    words          TEXT,
    place          TEXT,
    country        TEXT,
    region         TEXT,
    lat            REAL,
    lon            REAL,
    geonames_id    INTEGER,
    dead           INTEGER,
    injured        INTEGER,
    negated        INTEGER NOT NULL,
    time           TEXT,
    certainty      TEXT,
    confidence     REAL NOT NULL,
    rule           TEXT NOT NULL
) STRICT;
CREATE INDEX event_report ON event (report);
CREATE INDEX event_date ON event (date);
CREATE INDEX event_category ON event (category);

-- The parties of events and those on whose word they stand; `side`: actor, recipient, addressee, by, denied_by.
CREATE TABLE party (
    event      INTEGER NOT NULL REFERENCES event,
    side       TEXT NOT NULL,
    place      INTEGER NOT NULL,
    actor      TEXT,
    name       TEXT,
    words      TEXT NOT NULL,
    code       TEXT,
    code_from  TEXT,
    sector     TEXT NOT NULL,
    PRIMARY KEY (event, side, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_code ON party (code, side);

-- Who said what.
CREATE TABLE statement (
    statement  INTEGER PRIMARY KEY,
    report     INTEGER NOT NULL REFERENCES report,
    id         TEXT NOT NULL,
    form       TEXT NOT NULL,
    source     TEXT,
    name       TEXT,
    code       TEXT,
    sector     TEXT,
    source_kind TEXT,
    cue        TEXT,
    speech_act TEXT,
    negated    INTEGER NOT NULL,
    content    TEXT NOT NULL,
    confidence REAL NOT NULL,
    rule       TEXT NOT NULL
) STRICT;
CREATE INDEX statement_report ON statement (report);
CREATE INDEX statement_code ON statement (code);

-- How many of what.
CREATE TABLE figure (
    figure     INTEGER PRIMARY KEY,
    report     INTEGER NOT NULL REFERENCES report,
    id         TEXT NOT NULL,
    what       TEXT NOT NULL,
    who        TEXT NOT NULL,
    value      REAL,
    low        REAL,
    high       REAL,
    unit       TEXT NOT NULL,
    bound      TEXT,
    words      TEXT NOT NULL,
    confidence REAL NOT NULL,
    rule       TEXT NOT NULL
) STRICT;
CREATE INDEX figure_report ON figure (report);

-- What was not read, and why.
CREATE TABLE refused (
    item       TEXT NOT NULL,
    code       TEXT NOT NULL,
    message    TEXT NOT NULL,
    run        INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY (item, code)
) STRICT, WITHOUT ROWID;

-- Full text: of reports, and of what was said.
CREATE VIRTUAL TABLE report_words USING fts5 (title, text, content = 'report', content_rowid = 'report');
CREATE VIRTUAL TABLE said_words USING fts5 (content, content = 'statement', content_rowid = 'statement');

-- One row an event, its first actor and recipient beside it: what a table of events is read as.
CREATE VIEW events AS
SELECT e.event, e.report, r.doc, r.publisher, r.date AS reported, e.date, e.date_from, e.date_precision, e.category, e.mode, e.quad,
       e.scale, a.code AS actor, a.sector AS actor_sector, a.name AS actor_name, a.words AS actor_words, b.code AS recipient,
       b.sector AS recipient_sector, b.name AS recipient_name, b.words AS recipient_words, e.words, e.place, e.country,
       e.region, e.lat, e.lon, e.dead, e.injured, s.name AS by_name, s.words AS by_words, s.code AS by_code, e.negated,
       e.time, e.certainty, e.confidence, e.rule, e.act, e.id, r.url
FROM event e
JOIN report r USING (report)
LEFT JOIN party a ON a.event = e.event AND a.side = 'actor' AND a.place = 0
LEFT JOIN party b ON b.event = e.event AND b.side = 'recipient' AND b.place = 0
LEFT JOIN party s ON s.event = e.event AND s.side = 'by' AND s.place = 0;

-- One row for each actor with each recipient of an event, both with a code: dyads, as tables of pairs count them.
CREATE VIEW dyads AS
SELECT e.event, e.report, e.act, r.doc, r.publisher, coalesce(e.date, r.date) AS date, e.category, e.mode, e.quad, e.scale,
       a.code AS actor, a.sector AS actor_sector, b.code AS recipient, b.sector AS recipient_sector, a.code_from AS actor_from,
       b.code_from AS recipient_from, e.negated, e.time, e.certainty, e.confidence
FROM event e
JOIN report r USING (report)
JOIN party a ON a.event = e.event AND a.side = 'actor' AND a.code IS NOT NULL
JOIN party b ON b.event = e.event AND b.side = 'recipient' AND b.code IS NOT NULL;

CREATE VIEW statements AS
SELECT s.statement, s.report, r.doc, r.publisher, r.date, s.form, s.name AS speaker, s.source AS speaker_words, s.code, s.sector, s.cue,
       s.speech_act, s.negated, s.content, s.confidence, s.rule, s.id, r.url
FROM statement s JOIN report r USING (report);

CREATE VIEW figures AS
SELECT f.figure, f.report, r.doc, r.publisher, r.date, f.what, f.who, f.value, f.low, f.high, f.unit, f.bound, f.words, f.confidence, f.id, r.url
FROM figure f JOIN report r USING (report);
