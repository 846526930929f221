/*---
id: benford-first-digit
title: { zh: 首位数字检验, en: First digits that do not follow Benford’s law }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: E8
params:
  min_visits:
    type: integer
    default: 1000
    min: 20
    max: 1000000
    doc: { zh: 至少多少笔结算才检验, en: Fewest settlements that are tested }
  mad:
    type: decimal
    default: 0.015
    min: 0.001
    max: 0.2
    doc: { zh: 平均绝对偏差的上限（Nigrini：0.015 以上为不符合）, en: Mean absolute deviation above which digits do not conform (Nigrini 0.015) }
  span:
    type: decimal
    default: 100
    min: 2
    max: 100000
    doc: { zh: "金额的 99% 分位至少为 1% 分位的几倍才检验", en: "The 99 % quantile of the amounts must be so many times the 1 % quantile" }
requires: [effective_line, valid_settlement]
lookback: 12 months
population:
  SELECT count(*) FROM (SELECT fixmedins_code FROM effective_line WHERE setl_id IS NOT NULL AND charge_class IN ('08', '09', '10', '11')
  GROUP BY fixmedins_code HAVING bool_or(audited) AND count(DISTINCT setl_id) >= getvariable('min_visits'))
key: [fixmedins_code]
message:
  zh: "{fixmedins_name} {settlements} 笔结算的药品与材料金额首位数字不符合本福特定律（平均绝对偏差 {deviation}，卡方 {chi_square}）"
  en: "{fixmedins_name}: first digits of {settlements} amounts of drugs and materials do not follow Benford’s law (mean absolute deviation {deviation}, chi-square {chi_square})"
false_positives:
  zh: [限额、定额与固定收费（服务项目不计入）, 金额范围过窄（不检验）, 少数几种固定套餐]
  en: [limits and fixed fees (services do not count), a narrow range of amounts (not tested), a few usual sets of drugs]
---*/
-- What each settlement of twelve months charges for drugs and materials (services have tariff prices), by first digit, against Benford's law.
-- Only where amounts span two orders of magnitude. Says something of an institution, never of a person, and claims no money.
WITH amount AS (
    SELECT l.setl_id, l.fixmedins_code, sum(l.amount) AS amount, bool_or(l.audited) AS audited
    FROM effective_line l
    WHERE l.setl_id IS NOT NULL AND l.charge_class IN ('08', '09', '10', '11')
    GROUP BY l.setl_id, l.fixmedins_code
    HAVING sum(l.amount) > 0
), ranged AS (
    SELECT
        fixmedins_code, count(*) AS settlements, bool_or(audited) AS audited,
        CAST(quantile_cont(amount, 0.99) AS DOUBLE) >= getvariable('span') * CAST(quantile_cont(amount, 0.01) AS DOUBLE) AS wide
    FROM amount
    GROUP BY fixmedins_code
    HAVING count(*) >= getvariable('min_visits')
), digit AS (
    SELECT
        a.fixmedins_code,
        -- the first digit that is not zero
        left(ltrim(replace(text_of(a.amount), '.', ''), '0'), 1) AS d,
        count(*) AS n
    FROM amount a
    JOIN ranged r ON r.fixmedins_code = a.fixmedins_code
    WHERE r.wide AND r.audited
    GROUP BY a.fixmedins_code, left(ltrim(replace(text_of(a.amount), '.', ''), '0'), 1)
), expected AS (
    SELECT text_of(d) AS d, log10(1 + 1.0 / d) AS share FROM unnest([1, 2, 3, 4, 5, 6, 7, 8, 9]) AS t (d)
), tested AS (
    SELECT
        r.fixmedins_code, r.settlements,
        avg(abs(coalesce(g.n, 0) / r.settlements - e.share)) AS deviation,
        sum((coalesce(g.n, 0) - r.settlements * e.share) * (coalesce(g.n, 0) - r.settlements * e.share) / (r.settlements * e.share)) AS chi_square
    FROM ranged r
    CROSS JOIN expected e
    LEFT JOIN digit g ON g.fixmedins_code = r.fixmedins_code AND g.d = e.d
    WHERE r.wide AND r.audited
    GROUP BY r.fixmedins_code, r.settlements
)
SELECT
    t.fixmedins_code, v.psn_no, v.mdtrt_id, v.setl_id,
    v.begndate AS begin_date,
    coalesce(v.enddate, v.begndate) AS end_date,
    'settlement' AS row_table,
    v.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, t.fixmedins_code) AS fixmedins_name,
    t.deviation / getvariable('mad') AS strength,
    t.settlements,
    plain(round(t.deviation, 4)) AS deviation,
    plain(round(t.chi_square, 1)) AS chi_square
FROM tested t
JOIN valid_settlement v ON v.fixmedins_code = t.fixmedins_code
LEFT JOIN institution_kind k ON k.fixmedins_code = t.fixmedins_code
WHERE v.audited AND t.deviation > getvariable('mad')
