/*---
id: visits-per-head
title: { zh: 人次人头比, en: Visits per head }
doc:
  zh: 每月门诊、急诊、购药人次 ÷ 就诊人数
  en: Visits and purchases of a month for each person who came
catalogue: J7
requires: [institution_period]
lookback: 12 months
measures:
  visits-per-head: { title: { zh: 人次人头比, en: Visits per head }, unit: ratio }
---*/
SELECT
    'visits-per-head' AS measure, p.month AS period, 'institution' AS scope,
    p.fixmedins_code AS subject, k.fixmedins_name AS subject_name, g.peer_group AS peers,
    p.visits AS numerator, p.persons AS denominator
FROM institution_period p
LEFT JOIN institution_kind k ON k.fixmedins_code = p.fixmedins_code
LEFT JOIN peer_group g ON g.fixmedins_code = p.fixmedins_code
WHERE p.period = 'month' AND compared_month(p.month)
