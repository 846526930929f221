/*---
id: measures
title: { zh: 处理机构汇总, en: Institutions dealt with }
doc:
  zh: 本年至月末受到处理的机构，每家只计一次，按最重的一项：移送、罚款、暂停、整改、约谈；其他只追回的不计。合计等于各项之和
  en: Institutions dealt with in the year up to the month's end, each counted once by the gravest; transfer, fine, suspension, rectification, talk. Mere recovery is none. The total is the sum of the lines
requires: [measure | posting]
columns:
  measure: { zh: 处理, en: Measure }
  institutions: { zh: 机构数, en: Institutions }
  measures: { zh: 处理次数, en: Measures }
---*/
WITH taken AS (
    SELECT kind, fixmedins_code, begins AS day FROM measure
    UNION ALL
    SELECT 'fine', fixmedins_code, posted_on FROM posting WHERE kind = 'fined'
), ranked AS (
    SELECT
        kind, fixmedins_code, CASE kind WHEN 'transfer' THEN 1 WHEN 'fine' THEN 2 WHEN 'suspend' THEN 3 WHEN 'rectify' THEN 4 ELSE 5 END AS place
    FROM taken
    WHERE fixmedins_code <> '' AND day >= month_begin(left(last_month(), 4) || '-01') AND day < getvariable('window_to')
), gravest AS (
    SELECT fixmedins_code, min(place) AS place, min_by(kind, place) AS kind FROM ranked GROUP BY fixmedins_code
), counted AS (
    SELECT g.place, g.kind, count(*) AS institutions FROM gravest g GROUP BY ALL
), listed AS (
    SELECT place, kind AS measure, institutions, (SELECT count(*) FROM ranked r WHERE r.kind = c.kind) AS measures FROM counted c
    UNION ALL
    SELECT 9, 'all', (SELECT count(*) FROM gravest), (SELECT count(*) FROM ranked)
)
SELECT measure, institutions, measures FROM listed ORDER BY place, measure
