/*---
id: charge-shares
title: { zh: 费用占比, en: Shares of the charges }
doc:
  zh: 各类费用 ÷ 全部费用明细金额（冲减退费后）；CT、核磁含在检验检查内
  en: Charges of a class over all charges, net of refunds; CT and MRI are part of examinations and tests
catalogue: J4
requires: [effective_line]
lookback: 12 months
measures:
  drug-share: { title: { zh: 药费占比, en: Drugs }, unit: share, money: both, code: ZB10000205001000 }
  test-share: { title: { zh: 检验检查占比, en: Examinations and tests }, unit: share, money: both, code: ZB10000205002000 }
  material-share: { title: { zh: 耗材占比, en: Materials }, unit: share, money: both, code: ZB10000205003000 }
  treatment-share: { title: { zh: 治疗占比, en: Treatment }, unit: share, money: both, code: ZB10000205004000 }
  ct-share: { title: { zh: CT 占比, en: CT }, unit: share, money: both, code: ZB10000205005000 }
  mri-share: { title: { zh: 核磁占比, en: MRI }, unit: share, money: both, code: ZB10000205006000 }
---*/
WITH charged AS (
    SELECT
        month, fixmedins_code, grouping(fixmedins_code) = 1 AS everywhere,
        sum(amount) AS whole,
        coalesce(sum(amount) FILTER (charge_class IN ('09', '10', '11')), 0) AS drugs,
        coalesce(sum(amount) FILTER (charge_class IN ('03', '04')), 0) AS tests,
        coalesce(sum(amount) FILTER (charge_class = '08'), 0) AS materials,
        coalesce(sum(amount) FILTER (charge_class = '05'), 0) AS treatment,
        coalesce(sum(amount) FILTER (charge_class = '03' AND regexp_matches(upper(hilist_name), 'CT|计算机体层')), 0) AS ct,
        coalesce(sum(amount) FILTER (charge_class = '03' AND regexp_matches(upper(hilist_name), 'MRI|磁共振')), 0) AS mri
    FROM effective_line
    WHERE compared_month(month)
    GROUP BY GROUPING SETS ((month, fixmedins_code), (month))
)
SELECT
    unnest(['drug-share', 'test-share', 'material-share', 'treatment-share', 'ct-share', 'mri-share']) AS measure,
    c.month AS period,
    CASE WHEN c.everywhere THEN 'all' ELSE 'institution' END AS scope,
    coalesce(c.fixmedins_code, '') AS subject, k.fixmedins_name AS subject_name, g.peer_group AS peers,
    unnest([c.drugs, c.tests, c.materials, c.treatment, c.ct, c.mri]) AS numerator,
    c.whole AS denominator
FROM charged c
LEFT JOIN institution_kind k ON k.fixmedins_code = c.fixmedins_code
LEFT JOIN peer_group g ON g.fixmedins_code = c.fixmedins_code
WHERE c.whole > 0 AND (c.everywhere OR c.fixmedins_code IS NOT NULL)
