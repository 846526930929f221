/*---
id: e-voucher-share
title: { zh: 电子凭证使用率, en: Electronic vouchers }
doc:
  zh: 就诊凭证类型为电子凭证（01）的结算 ÷ 填写了就诊凭证类型的结算
  en: Settlements with an electronic voucher (01) over those that state which voucher was used
catalogue: J8
requires: [valid_settlement, settlement.mdtrt_cert_type]
lookback: 12 months
measures:
  e-voucher-share: { title: { zh: 电子凭证使用率, en: Electronic vouchers }, unit: share }
---*/
WITH counted AS (
    SELECT v.month, v.fixmedins_code, count(*) AS settlements, count(*) FILTER (ltrim(s.mdtrt_cert_type, '0') = '1') AS electronic
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    WHERE s.mdtrt_cert_type IS NOT NULL AND compared_month(v.month)
    GROUP BY GROUPING SETS ((v.month, v.fixmedins_code), (v.month))
)
SELECT
    'e-voucher-share' AS measure, c.month AS period,
    CASE WHEN c.fixmedins_code IS NULL THEN 'all' ELSE 'institution' END AS scope,
    coalesce(c.fixmedins_code, '') AS subject, k.fixmedins_name AS subject_name, g.peer_group AS peers,
    c.electronic AS numerator, c.settlements AS denominator
FROM counted c
LEFT JOIN institution_kind k ON k.fixmedins_code = c.fixmedins_code
LEFT JOIN peer_group g ON g.fixmedins_code = c.fixmedins_code
