/*---
id: time-units-over-24h
title: { zh: 计时项目超过 24 小时, en: More hours charged than there were }
grade: violation
tier: 4
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
official: { library: 两库, category: P-项目 }
catalogue: C12
params:
  batch_day_share:
    type: decimal
    default: 0.8
    min: 0.5
    max: 1
    doc:
      zh: 一次住院的费用有这么多记在同一天，即为集中记账，只看全程次数
      en: A stay with this share of its charges on one date was posted in a batch and is judged as a whole
requires: [effective_line, hourly_item]
lookback: 12 months
population: SELECT count(*) FROM effective_line l WHERE l.audited AND EXISTS (SELECT 1 FROM hourly_item h WHERE h.hilist_code = l.hilist_code AND in_region(h.region, l.admdvs) AND in_force(h.valid_from, h.valid_to, l.fee_date))
key: [visit_id, item_code]
message:
  zh: "{fixmedins_name} 收取计时项目 {item} {charged}，每日至多 {units_a_day}，超出 {excess_units}{doubt_zh}"
  en: "{fixmedins_name} charged {charged} units of {item}, at most {units_a_day} a day, {excess_units} too many{doubt_en}"
false_positives:
  zh: [两日费用同日记账（全程未超的降为可疑）, 全程费用集中记账（按全程判断）, 多路同时使用（每日上限应含路数）, 入院至出院实际时间超过住院天数（按实际时间计算）]
  en: [two days posted on one date (lowered to suspect when the whole stay is within its hours), a whole stay posted in a batch (judged as a whole), several channels at once (the table's units a day must allow for them), more hours between admission and discharge than nights (the hours count)]
---*/
-- Items charged by the hour stand in table hourly_item with their most units a day (24 for hours). A date may not have more, and a stay
-- not more than its days, or its hours from admission to discharge if these are more. Claimed are the units beyond, the latest first:
-- of each date what is over a day's, then of the stay what is still over.
WITH line AS (
    SELECT
        l.*, coalesce(l.mdtrt_id, l.setl_id) AS visit_id, h.units_a_day, coalesce(h.hilist_name, l.hilist_name, l.hilist_code) AS item
    FROM effective_line l
    JOIN hourly_item h
      ON h.hilist_code = l.hilist_code AND in_region(h.region, l.admdvs) AND in_force(h.valid_from, h.valid_to, l.fee_date)
    WHERE coalesce(l.mdtrt_id, l.setl_id) IS NOT NULL AND h.units_a_day > 0 AND l.amount > 0
    -- the nearest region, the latest first
    QUALIFY row_number() OVER (
        PARTITION BY l.feedetl_sn ORDER BY length(rtrim(coalesce(h.region, ''), '0')) DESC, h.valid_from DESC NULLS LAST, h.units_a_day DESC) = 1
), by_date AS (
    SELECT
        l.*,
        -- posted in a batch, dates say nothing
        CASE WHEN s.batch_share >= getvariable('batch_day_share') AND s.los > 1 THEN 0 ELSE greatest(0, least(l.cnt,
            sum(l.cnt) OVER (PARTITION BY l.visit_id, l.hilist_code, l.fee_date) - l.units_a_day
            - coalesce(sum(l.cnt) OVER (
                PARTITION BY l.visit_id, l.hilist_code, l.fee_date ORDER BY l.fee_ocur_time DESC, l.feedetl_sn DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) END AS date_units
    FROM line l
    LEFT JOIN stay s ON s.mdtrt_id = l.visit_id
), bound AS (
    -- none of a stay that is not over or whose dates contradict each other; one whose times are only dates is given its last day too
    SELECT
        b.visit_id, b.hilist_code,
        max(b.units_a_day) * max(CASE
            WHEN b.kind <> 'inpatient' OR s.dsc IS NULL OR s.los IS NULL THEN NULL
            WHEN has_clock(s.begntime) AND has_clock(s.endtime) THEN greatest(24 * s.los, ceil(minutes_between(s.begntime, s.endtime) / 60))
            ELSE 24 * (s.los + 1) END) / 24 AS most,
        max(b.units_a_day) * max(CASE WHEN b.kind = 'inpatient' THEN s.los + 1 END) AS most_by_day
    FROM by_date b
    LEFT JOIN stay s ON s.mdtrt_id = b.visit_id
    GROUP BY b.visit_id, b.hilist_code
), rest AS (
    SELECT
        d.*, b.most, b.most_by_day,
        CASE WHEN b.most IS NULL THEN 0 ELSE greatest(0, least(d.cnt - d.date_units,
            sum(d.cnt - d.date_units) OVER (PARTITION BY d.visit_id, d.hilist_code) - CAST(ceil(b.most) AS INTEGER)
            - coalesce(sum(d.cnt - d.date_units) OVER (
                PARTITION BY d.visit_id, d.hilist_code ORDER BY d.fee_ocur_time DESC, d.feedetl_sn DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) END AS stay_units
    FROM by_date d
    JOIN bound b ON b.visit_id = d.visit_id AND b.hilist_code = d.hilist_code
), flagged AS (
    SELECT
        visit_id, hilist_code, max(item) AS item, sum(cnt) AS charged, max(units_a_day) AS units_a_day,
        sum(date_units + stay_units) AS excess,
        coalesce(sum(cnt) <= max(coalesce(most, most_by_day)), false) AS posted_together
    FROM rest
    GROUP BY visit_id, hilist_code
    HAVING bool_or(audited AND date_units + stay_units > 0)
)
SELECT
    f.visit_id,
    f.hilist_code AS item_code,
    r.fixmedins_code, r.psn_no, r.mdtrt_id, r.setl_id,
    r.fee_date AS begin_date,
    r.fee_date AS end_date,
    'fee_line' AS row_table,
    r.feedetl_sn AS row_id,
    money_part(r.fund, r.date_units + r.stay_units, r.cnt) AS claim,
    CASE WHEN f.posted_together THEN 'suspect' ELSE 'violation' END AS grade,
    coalesce(k.fixmedins_name, r.fixmedins_code) AS fixmedins_name,
    f.item, plain(f.charged) AS charged, plain(f.units_a_day) AS units_a_day, plain(f.excess) AS excess_units,
    CASE WHEN f.posted_together THEN '；全程未超过住院时间，可能为合并记账' ELSE '' END AS doubt_zh,
    CASE WHEN f.posted_together THEN '; the whole stay is within its hours, days may have been posted together' ELSE '' END AS doubt_en
FROM flagged f
JOIN rest r ON r.visit_id = f.visit_id AND r.hilist_code = f.hilist_code
LEFT JOIN institution_kind k ON k.fixmedins_code = r.fixmedins_code
