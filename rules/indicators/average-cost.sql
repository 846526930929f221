/*---
id: average-cost
title: { zh: 次均费用, en: Average cost }
doc:
  zh: 医疗费总额 ÷ 门诊（含急诊）人次；医疗费总额 ÷ 出院人次
  en: All charges for each outpatient visit (emergencies too), and for each stay
catalogue: J2
requires: [valid_settlement]
lookback: 12 months
measures:
  visit-cost: { title: { zh: 门诊次均费用, en: Cost per visit }, unit: yuan, money: numerator }
  stay-cost: { title: { zh: 住院次均费用, en: Cost per stay }, unit: yuan, money: numerator }
---*/
WITH charged AS (
    SELECT
        CASE WHEN kind = 'inpatient' THEN 'stay-cost' ELSE 'visit-cost' END AS measure, month, fixmedins_code,
        sum(medfee) AS medfee,
        -- a stay settled in parts is one stay
        count(DISTINCT CASE WHEN kind = 'inpatient' THEN coalesce(mdtrt_id, setl_id) ELSE setl_id END) AS number
    FROM valid_settlement
    WHERE kind <> 'pharmacy' AND compared_month(month)
    GROUP BY GROUPING SETS ((measure, month, fixmedins_code), (measure, month))
)
SELECT
    c.measure, c.month AS period,
    CASE WHEN c.fixmedins_code IS NULL THEN 'all' ELSE 'institution' END AS scope,
    coalesce(c.fixmedins_code, '') AS subject, k.fixmedins_name AS subject_name, g.peer_group AS peers,
    c.medfee AS numerator, c.number AS denominator
FROM charged c
LEFT JOIN institution_kind k ON k.fixmedins_code = c.fixmedins_code
LEFT JOIN peer_group g ON g.fixmedins_code = c.fixmedins_code
