/*---
id: quantity-outlier
title: { zh: 数量异常, en: More units a day than can be }
grade: suspect
tier: 4
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
official: { library: 两库, category: C-项目 }
catalogue: C14
params:
  batch_day_share:
    type: decimal
    default: 0.8
    min: 0.5
    max: 1
    doc:
      zh: 一次住院的费用有这么多记在同一天，即为集中记账，不判断
      en: A stay with this share of its charges on one date was posted in a batch and is not judged
  exempt_words:
    type: list
    default: [双侧, 双眼, 双肢]
    doc: { zh: 名称含有这些词的按两份计, en: Lines whose name has one of these words may have twice as many }
requires: [effective_line, unit_limit]
lookback: 1 month
population: SELECT count(*) FROM effective_line l WHERE l.audited AND EXISTS (SELECT 1 FROM unit_limit u WHERE u.hilist_code = l.hilist_code AND in_region(u.region, l.admdvs) AND in_force(u.valid_from, u.valid_to, l.fee_date))
key: [psn_no, fixmedins_code, item_code, day]
message:
  zh: "{fixmedins_name} {day} 收取 {item} 共 {units}，单日最多 {most}{fraction_zh}"
  en: "{fixmedins_name} charged {units} of {item} on {day}, at most {most} a day{fraction_en}"
false_positives:
  zh: [双侧部位, 两日费用同日记账（集中记账的住院不判断）, 特殊用量（由病历说明）]
  en: [both sides of the body, two days posted on one date (stays posted in a batch are not judged), unusual doses (explained by the record)]
---*/
-- Most units per person and day stand in table unit_limit, and whether the item only comes whole. Claimed are the units beyond, the latest first; a
-- fraction of what only comes whole is a clue.
WITH line AS (
    SELECT
        l.*, coalesce(u.hilist_name, l.hilist_name, l.hilist_code) AS item, is_yes(u.whole_only) AS whole_only,
        u.max_units * CASE WHEN has_word(l.hilist_name, getvariable('exempt_words')) THEN 2 ELSE 1 END AS most
    FROM effective_line l
    JOIN unit_limit u
      ON u.hilist_code = l.hilist_code AND in_region(u.region, l.admdvs) AND in_force(u.valid_from, u.valid_to, l.fee_date)
    LEFT JOIN stay s ON s.mdtrt_id = l.mdtrt_id
    WHERE l.psn_no IS NOT NULL AND l.amount > 0
      -- posted in a batch, dates say nothing
      AND NOT coalesce(s.los > 1 AND s.batch_share >= getvariable('batch_day_share'), false)
    QUALIFY row_number() OVER (
        PARTITION BY l.feedetl_sn ORDER BY length(rtrim(coalesce(u.region, ''), '0')) DESC, u.valid_from DESC NULLS LAST, u.max_units DESC) = 1
), excess AS (
    SELECT
        *,
        sum(cnt) OVER one_day AS units,
        max(most) OVER one_day AS day_most,
        bool_or(whole_only AND cnt <> floor(cnt)) OVER one_day AS fraction,
        greatest(0, least(cnt, sum(cnt) OVER one_day - max(most) OVER one_day
            - coalesce(sum(cnt) OVER (
                PARTITION BY psn_no, fixmedins_code, hilist_code, fee_date ORDER BY fee_ocur_time DESC, feedetl_sn DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) AS excess_units
    FROM line
    WINDOW one_day AS (PARTITION BY psn_no, fixmedins_code, hilist_code, fee_date)
)
SELECT
    e.psn_no, e.fixmedins_code,
    e.hilist_code AS item_code,
    e.fee_date AS day,
    e.mdtrt_id, e.setl_id,
    e.fee_date AS begin_date,
    e.fee_date AS end_date,
    'fee_line' AS row_table,
    e.feedetl_sn AS row_id,
    money_part(e.fund, e.excess_units, e.cnt) AS claim,
    CASE WHEN e.units > e.day_most THEN 'suspect' ELSE 'clue' END AS grade,
    coalesce(k.fixmedins_name, e.fixmedins_code) AS fixmedins_name,
    e.item, plain(e.units) AS units, plain(e.day_most) AS most,
    CASE WHEN e.fraction THEN '；该项目应为整数' ELSE '' END AS fraction_zh,
    CASE WHEN e.fraction THEN '; it only comes whole' ELSE '' END AS fraction_en
FROM excess e
LEFT JOIN institution_kind k ON k.fixmedins_code = e.fixmedins_code
WHERE e.audited AND (e.units > e.day_most OR e.fraction)
