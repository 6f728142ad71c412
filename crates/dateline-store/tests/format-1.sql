-- A project file of format 1, as the program wrote it before there was format 2.
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

-- Every record as the contract writes it (docs/records.md), so that nothing of it is lost.
CREATE TABLE record (
    report     INTEGER NOT NULL REFERENCES report,
    place      INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    id         TEXT,
    json       TEXT NOT NULL,
    PRIMARY KEY (report, place)
) STRICT, WITHOUT ROWID;

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
    rule           TEXT NOT NULL,
    UNIQUE (report, id)
) STRICT;
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
    rule       TEXT NOT NULL,
    UNIQUE (report, id)
) STRICT;
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
    rule       TEXT NOT NULL,
    UNIQUE (report, id)
) STRICT;

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
INSERT INTO run VALUES(1,'2026-11-27T14:26:42Z','0.1.0','en-fast a59c0eecfa87','126aa13f508ca48f',2,'plover-2.0','ingest f1.jsonl --into f1.dateline --model fast',3,2,0,1);
INSERT INTO report VALUES(1,X'949c66d46ddd260bd849a35de0b8d341',1,'a',NULL,'Report a','2026-02-03','metadata','Northline','en',NULL,NULL,2,'Norway accused Sudan on Monday of shelling a hospital. "We will not look away," Foreign Minister Ingrid Solberg said.');
INSERT INTO report VALUES(2,X'bcff2e78c846fc253b4699bf126ac246',1,'b',NULL,'Report b','2026-02-20','metadata','Northline','en',NULL,NULL,1,'Norway condemned Sudan for an attack in Suakin that killed 11 people.');
INSERT INTO record VALUES(1,0,'document',NULL,'{"kind":"document","doc":"a","title":"Report a","date":"2026-02-03","date_from":"metadata","dateline":null,"publisher":"Northline","url":null,"language":"en","genre":null,"chars":117,"sentences":2,"contract":2,"program":"0.1.0","model":"en-fast a59c0eecfa87","lexicon":"126aa13f508ca48f"}');
INSERT INTO record VALUES(1,1,'actor','a916cb459a3476c4','{"kind":"actor","doc":"a","id":"a916cb459a3476c4","name":"Norway","identifier_id":null,"code":"NOR","code_from":"told","sector":[],"office":null,"members":[],"mentions":[{"start":0,"end":6,"text":"Norway","form":"name"}]}');
INSERT INTO record VALUES(1,2,'actor','4822396e75903f95','{"kind":"actor","doc":"a","id":"4822396e75903f95","name":"Sudan","identifier_id":null,"code":"SDN","code_from":"told","sector":[],"office":null,"members":[],"mentions":[{"start":15,"end":20,"text":"Sudan","form":"name"}]}');
INSERT INTO record VALUES(1,3,'actor','6332af0b8a32a8b6','{"kind":"actor","doc":"a","id":"6332af0b8a32a8b6","name":"hospital","identifier_id":null,"code":"NOR","code_from":"scene","sector":["MED"],"office":"hospital","members":[],"mentions":[{"start":43,"end":53,"text":"a hospital","form":"nominal"}]}');
INSERT INTO record VALUES(1,4,'actor','bb7323467deb2291','{"kind":"actor","doc":"a","id":"bb7323467deb2291","name":"Ingrid Solberg","identifier_id":null,"code":null,"code_from":null,"sector":["GOV"],"office":"foreign minister","members":[],"mentions":[{"start":56,"end":58,"text":"We","form":"pronoun"},{"start":80,"end":111,"text":"Foreign Minister Ingrid Solberg","form":"name"}]}');
INSERT INTO record VALUES(1,5,'event','54128ef08ef9343f','{"kind":"event","doc":"a","id":"54128ef08ef9343f","date":"2026-02-02","date_from":"text","date_precision":"day","event":["ACCUSE"],"mode":["allege"],"context":[],"cameo":"112","quad_code":3,"event_scale":-3.5,"actor":[{"id":"a916cb459a3476c4","entity_text":"Norway","identifier_text":"Norway","identifier_id":null,"code":"NOR","code_from":"told","sector":[],"start":0,"end":6}],"recipient":[{"id":"4822396e75903f95","entity_text":"Sudan","identifier_text":"Sudan","identifier_id":null,"code":"SDN","code_from":"told","sector":[],"start":15,"end":20}],"addressee":[],"event_text":[{"start":7,"end":14,"text":"accused"}],"when":[{"start":21,"end":30,"text":"on Monday"}],"event_loc":null,"size":null,"by":[],"denied_by":[],"status":{"negated":false,"time":"past","certainty":"asserted"},"happening":null,"confidence":0.94,"rule":"learnt+accuse/accuse","codebook":"plover-2.0","text_info":{"sequence":0,"start":0,"end":53}}');
INSERT INTO record VALUES(1,6,'event','83dd50c2c71f9ca2','{"kind":"event","doc":"a","id":"83dd50c2c71f9ca2","date":"2026-02-03","date_from":"document","date_precision":"day","event":["ASSAULT"],"mode":["heavy-weapons"],"context":["military"],"cameo":"194","quad_code":4,"event_scale":-9.5,"actor":[{"id":"4822396e75903f95","entity_text":"Sudan","identifier_text":"Sudan","identifier_id":null,"code":"SDN","code_from":"told","sector":[],"start":15,"end":20}],"recipient":[{"id":"6332af0b8a32a8b6","entity_text":"a hospital","identifier_text":"hospital","identifier_id":null,"code":"NOR","code_from":"scene","sector":["MED"],"start":43,"end":53}],"addressee":[],"event_text":[{"start":34,"end":42,"text":"shelling"}],"when":[],"event_loc":null,"size":null,"by":[{"kind":"body","id":"a916cb459a3476c4","entity_text":"Norway","identifier_text":"Norway","identifier_id":null,"code":"NOR","code_from":"told","sector":[],"start":0,"end":6}],"denied_by":[],"status":{"negated":false,"time":"past","certainty":"reported"},"happening":null,"confidence":0.88,"rule":"learnt+assault/heavy-weapons","codebook":"plover-2.0","text_info":{"sequence":0,"start":31,"end":53}}');
INSERT INTO record VALUES(1,7,'statement','15fd0876278674fa','{"kind":"statement","doc":"a","id":"15fd0876278674fa","form":"indirect","source":[{"id":"a916cb459a3476c4","entity_text":"Norway","identifier_text":"Norway","identifier_id":null,"code":"NOR","code_from":"told","sector":[],"start":0,"end":6}],"source_kind":"named","cue":{"start":7,"end":14,"text":"accused"},"content":[{"start":15,"end":53,"text":"Sudan on Monday of shelling a hospital"}],"addressee":[],"by":[],"speech_act":"feel","negated":false,"events":["83dd50c2c71f9ca2"],"confidence":0.85,"rule":"judge/object"}');
INSERT INTO record VALUES(1,8,'statement','9d64a8e10e341051','{"kind":"statement","doc":"a","id":"9d64a8e10e341051","form":"direct","source":[{"id":"bb7323467deb2291","entity_text":"Foreign Minister Ingrid Solberg","identifier_text":"Ingrid Solberg","identifier_id":null,"code":null,"code_from":null,"sector":["GOV"],"start":80,"end":111}],"source_kind":"named","cue":{"start":112,"end":116,"text":"said"},"content":[{"start":55,"end":79,"text":"\"We will not look away,\""}],"addressee":[],"by":[],"speech_act":"assert","negated":false,"events":[],"confidence":0.97,"rule":"say/quote"}');
INSERT INTO record VALUES(2,0,'document',NULL,'{"kind":"document","doc":"b","title":"Report b","date":"2026-02-20","date_from":"metadata","dateline":null,"publisher":"Northline","url":null,"language":"en","genre":null,"chars":69,"sentences":1,"contract":2,"program":"0.1.0","model":"en-fast a59c0eecfa87","lexicon":"126aa13f508ca48f"}');
INSERT INTO record VALUES(2,1,'actor','d26aa9df49a68ca0','{"kind":"actor","doc":"b","id":"d26aa9df49a68ca0","name":"Norway","identifier_id":null,"code":"NOR","code_from":"told","sector":[],"office":null,"members":[],"mentions":[{"start":0,"end":6,"text":"Norway","form":"name"}]}');
INSERT INTO record VALUES(2,2,'actor','d969f4dbe136f4a5','{"kind":"actor","doc":"b","id":"d969f4dbe136f4a5","name":"Sudan","identifier_id":null,"code":"SDN","code_from":"told","sector":[],"office":null,"members":[],"mentions":[{"start":17,"end":22,"text":"Sudan","form":"name"}]}');
INSERT INTO record VALUES(2,3,'actor','16d0e01d0e28efa7','{"kind":"actor","doc":"b","id":"16d0e01d0e28efa7","name":"11 people","identifier_id":null,"code":"SDN","code_from":"scene","sector":["CVL"],"office":"people","members":[],"mentions":[{"start":59,"end":68,"text":"11 people","form":"nominal"}]}');
INSERT INTO record VALUES(2,4,'event','cbf8573a5dba5ce7','{"kind":"event","doc":"b","id":"cbf8573a5dba5ce7","date":"2026-02-20","date_from":"document","date_precision":"day","event":["ACCUSE"],"mode":["disapprove"],"context":[],"cameo":"111","quad_code":3,"event_scale":-2.0,"actor":[{"id":"d26aa9df49a68ca0","entity_text":"Norway","identifier_text":"Norway","identifier_id":null,"code":"NOR","code_from":"told","sector":[],"start":0,"end":6}],"recipient":[{"id":"d969f4dbe136f4a5","entity_text":"Sudan","identifier_text":"Sudan","identifier_id":null,"code":"SDN","code_from":"told","sector":[],"start":17,"end":22}],"addressee":[],"event_text":[{"start":7,"end":16,"text":"condemned"}],"when":[],"event_loc":null,"size":null,"by":[],"denied_by":[],"status":{"negated":false,"time":"past","certainty":"asserted"},"happening":null,"confidence":0.94,"rule":"learnt+accuse/criticize","codebook":"plover-2.0","text_info":{"sequence":0,"start":0,"end":68}}');
INSERT INTO record VALUES(2,5,'event','ffb473b8d03ba778','{"kind":"event","doc":"b","id":"ffb473b8d03ba778","date":"2026-02-20","date_from":"document","date_precision":"day","event":["ASSAULT"],"mode":[],"context":[],"cameo":null,"quad_code":4,"event_scale":-9.0,"actor":[],"recipient":[{"id":"16d0e01d0e28efa7","entity_text":"11 people","identifier_text":"11 people","identifier_id":null,"code":"SDN","code_from":"scene","sector":["CVL"],"start":59,"end":68}],"addressee":[],"event_text":[{"start":30,"end":36,"text":"attack"}],"when":[],"event_loc":{"start":40,"end":46,"text":"Suakin","name":"Suakin","country":"SDN","admin1":"Red Sea","lat":19.11,"lon":37.33,"geonames_id":367544},"size":{"dead":11,"injured":null,"missing":null,"arrested":null,"displaced":null},"by":[{"kind":"body","id":"d26aa9df49a68ca0","entity_text":"Norway","identifier_text":"Norway","identifier_id":null,"code":"NOR","code_from":"told","sector":[],"start":0,"end":6}],"denied_by":[],"status":{"negated":false,"time":"past","certainty":"reported"},"happening":null,"confidence":0.46,"rule":"learnt/ASSAULT","codebook":"plover-2.0","text_info":{"sequence":0,"start":0,"end":68}}');
INSERT INTO record VALUES(2,6,'statement','869c952ebe99aec9','{"kind":"statement","doc":"b","id":"869c952ebe99aec9","form":"indirect","source":[{"id":"d26aa9df49a68ca0","entity_text":"Norway","identifier_text":"Norway","identifier_id":null,"code":"NOR","code_from":"told","sector":[],"start":0,"end":6}],"source_kind":"named","cue":{"start":7,"end":16,"text":"condemned"},"content":[{"start":17,"end":68,"text":"Sudan for an attack in Suakin that killed 11 people"}],"addressee":[],"by":[],"speech_act":"feel","negated":false,"events":["ffb473b8d03ba778"],"confidence":0.85,"rule":"judge/object"}');
INSERT INTO record VALUES(2,7,'figure','fd1c4c8cfc0b0845','{"kind":"figure","doc":"b","id":"fd1c4c8cfc0b0845","what":"killed","who":"people","value":11,"low":null,"high":null,"unit":"people","bound":"exact","modifier":null,"trend":null,"counted_by":[],"as_of":null,"place":null,"evidence":[{"start":59,"end":61,"text":"11"},{"start":62,"end":68,"text":"people"},{"start":52,"end":58,"text":"killed"}],"by":[{"kind":"body","id":"d26aa9df49a68ca0","entity_text":"Norway","identifier_text":"Norway","identifier_id":null,"code":"NOR","code_from":"told","sector":[],"start":0,"end":6}],"confidence":0.9,"rule":"figure/count"}');
INSERT INTO event VALUES(1,1,'54128ef08ef9343f','54128ef08ef9343f','2026-02-02','text','day','ACCUSE','allege','112',3,-3.5,'accused',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'past','asserted',0.9399999999999999467,'learnt+accuse/accuse');
INSERT INTO event VALUES(2,1,'83dd50c2c71f9ca2','83dd50c2c71f9ca2','2026-02-03','document','day','ASSAULT','heavy-weapons','194',4,-9.5,'shelling',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'past','reported',0.88000000000000000444,'learnt+assault/heavy-weapons');
INSERT INTO event VALUES(3,2,'cbf8573a5dba5ce7','cbf8573a5dba5ce7','2026-02-20','document','day','ACCUSE','disapprove','111',3,-2.0,'condemned',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'past','asserted',0.9399999999999999467,'learnt+accuse/criticize');
INSERT INTO event VALUES(4,2,'ffb473b8d03ba778','ffb473b8d03ba778','2026-02-20','document','day','ASSAULT',NULL,NULL,4,-9.0,'attack','Suakin','SDN','Red Sea',19.109999999999999431,37.329999999999998294,367544,11,NULL,0,'past','reported',0.46000000000000001998,'learnt/ASSAULT');
INSERT INTO party VALUES(1,'actor',0,'a916cb459a3476c4','Norway','Norway','NOR','told','');
INSERT INTO party VALUES(1,'recipient',0,'4822396e75903f95','Sudan','Sudan','SDN','told','');
INSERT INTO party VALUES(2,'actor',0,'4822396e75903f95','Sudan','Sudan','SDN','told','');
INSERT INTO party VALUES(2,'by',0,'a916cb459a3476c4','Norway','Norway','NOR','told','');
INSERT INTO party VALUES(2,'recipient',0,'6332af0b8a32a8b6','hospital','a hospital','NOR','scene','MED');
INSERT INTO party VALUES(3,'actor',0,'d26aa9df49a68ca0','Norway','Norway','NOR','told','');
INSERT INTO party VALUES(3,'recipient',0,'d969f4dbe136f4a5','Sudan','Sudan','SDN','told','');
INSERT INTO party VALUES(4,'by',0,'d26aa9df49a68ca0','Norway','Norway','NOR','told','');
INSERT INTO party VALUES(4,'recipient',0,'16d0e01d0e28efa7','11 people','11 people','SDN','scene','CVL');
INSERT INTO statement VALUES(1,1,'15fd0876278674fa','indirect','Norway','Norway','NOR',NULL,'named','accused','feel',0,'Sudan on Monday of shelling a hospital',0.84999999999999997779,'judge/object');
INSERT INTO statement VALUES(2,1,'9d64a8e10e341051','direct','Foreign Minister Ingrid Solberg','Ingrid Solberg',NULL,'GOV','named','said','assert',0,'"We will not look away,"',0.96999999999999997335,'say/quote');
INSERT INTO statement VALUES(3,2,'869c952ebe99aec9','indirect','Norway','Norway','NOR',NULL,'named','condemned','feel',0,'Sudan for an attack in Suakin that killed 11 people',0.84999999999999997779,'judge/object');
INSERT INTO figure VALUES(1,2,'fd1c4c8cfc0b0845','killed','people',11.0,NULL,NULL,'people','exact','11 … people … killed',0.9000000000000000222,'figure/count');
INSERT INTO refused VALUES('c','empty','The item is empty: it has no bytes. Check that its source wrote it, and pass an item with text.',1);
INSERT INTO report_words (rowid, title, text) SELECT report, title, text FROM report;
INSERT INTO said_words (rowid, content) SELECT statement, content FROM statement;
PRAGMA application_id = 1685351534; PRAGMA user_version = 1;
