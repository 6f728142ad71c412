-- What a report's record lines put into the tables. ?1 is the report, ?2 a line of the contract as JSON.
-- event
INSERT INTO event (report, id, act, date, date_from, date_precision, category, mode, cameo, quad, scale, words, place,
    country, region, lat, lon, geonames_id, dead, injured, negated, time, certainty, confidence, rule)
SELECT ?1, j->>'$.id', coalesce(j->>'$.happening', j->>'$.id'), j->>'$.date', j->>'$.date_from', j->>'$.date_precision',
    j->>'$.event[0]', j->>'$.mode[0]', j->>'$.cameo', j->>'$.quad_code', CAST(j->>'$.event_scale' AS REAL),
    (SELECT group_concat(value->>'$.text', ' … ') FROM json_each(j, '$.event_text')),
    coalesce(j->>'$.event_loc.name', j->>'$.event_loc.text'), j->>'$.event_loc.country', j->>'$.event_loc.admin1',
    CAST(j->>'$.event_loc.lat' AS REAL), CAST(j->>'$.event_loc.lon' AS REAL), j->>'$.event_loc.geonames_id',
    CAST(j->>'$.size.dead' AS INTEGER), CAST(j->>'$.size.injured' AS INTEGER), j->>'$.status.negated',
    j->>'$.status.time', j->>'$.status.certainty', CAST(j->>'$.confidence' AS REAL), j->>'$.rule'
FROM (SELECT ?2 AS j);
-- party
INSERT INTO party (event, side, place, actor, name, words, code, code_from, sector)
SELECT ?1, s.value, p.key, nullif(p.value->>'$.id', ''), p.value->>'$.identifier_text', p.value->>'$.entity_text',
    p.value->>'$.code', p.value->>'$.code_from',
    coalesce((SELECT group_concat(value, '/') FROM json_each(p.value, '$.sector')), '')
FROM json_each('["actor","addressee","by","denied_by","recipient"]') s, json_each(?2, '$.' || s.value) p;
-- statement
INSERT INTO statement (report, id, form, source, name, code, sector, source_kind, cue, speech_act, negated, content,
    confidence, rule)
SELECT ?1, j->>'$.id', j->>'$.form', j->>'$.source[0].entity_text', j->>'$.source[0].identifier_text', j->>'$.source[0].code',
    (SELECT group_concat(value, '/') FROM json_each(j, '$.source[0].sector')), j->>'$.source_kind', j->>'$.cue.text',
    j->>'$.speech_act', j->>'$.negated',
    coalesce((SELECT group_concat(value->>'$.text', ' … ') FROM json_each(j, '$.content')), ''),
    CAST(j->>'$.confidence' AS REAL), j->>'$.rule'
FROM (SELECT ?2 AS j);
-- figure
INSERT INTO figure (report, id, what, who, value, low, high, unit, bound, words, confidence, rule)
SELECT ?1, j->>'$.id', coalesce(j->>'$.what', ''), coalesce(j->>'$.who', ''), CAST(j->>'$.value' AS REAL), CAST(j->>'$.low' AS REAL),
    CAST(j->>'$.high' AS REAL), j->>'$.unit', j->>'$.bound',
    coalesce((SELECT group_concat(value->>'$.text', ' … ') FROM json_each(j, '$.evidence')), ''),
    CAST(j->>'$.confidence' AS REAL), j->>'$.rule'
FROM (SELECT ?2 AS j);
