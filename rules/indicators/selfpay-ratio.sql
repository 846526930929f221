/*---
id: selfpay-ratio
title: { zh: 自费率, en: Self-paid share }
doc:
  zh: 全自费金额 ÷ 医疗费总额；只算填写了全自费金额的结算，部分退费的按退后比例折算
  en: Wholly self-paid charges over all charges, of settlements that state them; what was refunded in part counts by the part that is left
catalogue: J5
requires: [valid_settlement, settlement.fulamt_ownpay_amt]
lookback: 12 months
measures:
  selfpay-ratio: { title: { zh: 自费率, en: Self-paid share }, unit: share, money: both }
---*/
WITH stated AS (
    SELECT
        v.month, v.fixmedins_code, v.medfee,
        CASE WHEN v.refd_part THEN money_part(s.fulamt_ownpay_amt, v.medfee, s.medfee_sumamt) ELSE s.fulamt_ownpay_amt END AS own
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    WHERE s.fulamt_ownpay_amt IS NOT NULL AND v.medfee > 0 AND v.kind <> 'pharmacy' AND compared_month(v.month)
), counted AS (
    SELECT month, fixmedins_code, sum(own) AS own, sum(medfee) AS medfee
    FROM stated
    GROUP BY GROUPING SETS ((month, fixmedins_code), (month))
)
SELECT
    'selfpay-ratio' AS measure, c.month AS period,
    CASE WHEN c.fixmedins_code IS NULL THEN 'all' ELSE 'institution' END AS scope,
    coalesce(c.fixmedins_code, '') AS subject, k.fixmedins_name AS subject_name, g.peer_group AS peers,
    c.own AS numerator, c.medfee AS denominator
FROM counted c
LEFT JOIN institution_kind k ON k.fixmedins_code = c.fixmedins_code
LEFT JOIN peer_group g ON g.fixmedins_code = c.fixmedins_code
