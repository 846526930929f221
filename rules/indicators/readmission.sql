/*---
id: readmission
title: { zh: 非计划再入院率, en: Unplanned readmissions }
doc:
  zh: 出院后 31 天内因同一诊断（编码前三位）在同一机构再次入院的住院 ÷ 住院人次；放化疗、透析、康复、转院、按床日付费的不算
  en: Stays that begin within 31 days of the person's last discharge there with the same diagnosis (three characters) for each stay; chemotherapy, radiotherapy, dialysis, rehabilitation, transfers and payment by the bed-day do not count
catalogue: J4
requires: [stay, stay.dx3]
lookback: 14 months
measures:
  readmission-rate: { title: { zh: 非计划再入院率, en: Unplanned readmissions }, unit: share, code: ZB10000205008000 }
---*/
WITH placed AS (
    SELECT
        *,
        lag(dsc) OVER (PARTITION BY psn_no, fixmedins_code, dx3 ORDER BY adm, begntime, mdtrt_id) AS last_discharge
    FROM stay
    WHERE settlements > 0
), counted AS (
    SELECT
        month, fixmedins_code, count(*) AS stays,
        count(*) FILTER (
            dx3 NOT IN ('Z51', 'N18', 'Z49', 'Z50')
            AND refl_old_mdtrt_id IS NULL
            AND NOT has_any_trait(traits, ['per_diem', 'psychiatric', 'rehab', 'day_surgery'])
            AND days_between(last_discharge, adm) BETWEEN 0 AND 31) AS again
    FROM placed
    WHERE compared_month(month)
    GROUP BY GROUPING SETS ((month, fixmedins_code), (month))
)
SELECT
    'readmission-rate' AS measure, c.month AS period,
    CASE WHEN c.fixmedins_code IS NULL THEN 'all' ELSE 'institution' END AS scope,
    coalesce(c.fixmedins_code, '') AS subject, k.fixmedins_name AS subject_name, g.peer_group AS peers,
    c.again AS numerator, c.stays AS denominator
FROM counted c
LEFT JOIN institution_kind k ON k.fixmedins_code = c.fixmedins_code
LEFT JOIN peer_group g ON g.fixmedins_code = c.fixmedins_code
