/*---
id: level-shares
title: { zh: 各级机构就诊占比, en: Shares of the levels of care }
doc:
  zh: 各类机构（医院、卫生院、村卫生室、药店）的门诊、急诊、购药人次 ÷ 全部人次
  en: Visits to each type of institution (hospitals, township centres, village clinics, pharmacies) over all visits
requires: [institution_period]
lookback: 24 months
measures:
  visit-share: { title: { zh: 就诊人次占比, en: Share of visits }, unit: share }
---*/
WITH visited AS (
    SELECT unnest(figure_periods(month)) AS period, coalesce(inst_type, 'other') AS inst_type, visits
    FROM institution_period WHERE institution_period.period = 'month'
)
SELECT
    'visit-share' AS measure, period, 'type' AS scope, inst_type AS subject, NULL AS subject_name, NULL AS peers,
    sum(visits) AS numerator,
    sum(sum(visits)) OVER (PARTITION BY period) AS denominator
FROM visited
GROUP BY period, inst_type
