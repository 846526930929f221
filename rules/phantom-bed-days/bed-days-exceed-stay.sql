/*---
id: bed-days-exceed-stay
title: { zh: 床位费天数超过住院天数, en: More bed-days charged than stayed }
grade: violation
tier: 4
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: C-项目 }
catalogue: A1
params:
  tolerance_days:
    type: integer
    default: 0
    min: 0
    max: 3
    doc:
      zh: 允许多出的天数；出院当日也可收床位费的地区设为 1（地方价格政策）
      en: Days allowed beyond the stay; 1 where the region lets the day of discharge be charged (local price policy)
  not_a_bed:
    type: list
    default: [空调, 取暖, 暖气, 降温, 陪护, 陪床, 包房, 包间, 半日, 小时, 婴儿, 新生儿]
    doc:
      zh: 名称含有这些词的收费不是患者本人按日的床位（空调取暖、陪护、包房、按小时计、随母新生儿）
      en: Lines whose name has one of these words are not the patient's own bed by the day (heating, companion, whole room, by the hour, newborn beside the mother)
requires: [stay, encounter.endtime | stay.dsc, effective_line]
lookback: 12 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND dsc IS NOT NULL AND lines > 0
key: [mdtrt_id]
message:
  zh: "{fixmedins_name} 住院 {los} 天，收取床位费 {billed_days} 天，超出 {excess_days} 天"
  en: "{fixmedins_name} charged {billed_days} bed-days for a stay of {los} days, {excess_days} too many"
false_positives:
  zh: [同日转科两床各收一次, 包房, 床位费按半日或小时计, 随母新生儿床位记在母亲名下, 空调取暖费编码为床位费, 跨年分段结算（按整次住院计算）]
  en: [two beds on the day of a ward transfer, a whole room, beds charged by the half day or hour, a newborn's cot billed under the mother, heating coded as bed, a stay settled in parts over the new year (the stay is taken as a whole)]
---*/
-- A stay counts its day of admission and not its day of discharge; a stay within one day counts 1.
-- All lines of the stay are read, whichever settlement they are in: hence the look-back. Claimed are the days too many, first those of a
-- bed charged before on the same date, as other rules name them too, then the latest.
WITH bed AS (
    SELECT
        l.mdtrt_id, l.setl_id, l.feedetl_sn, l.hilist_code, l.fee_date, l.fee_ocur_time, l.cnt, l.fund,
        s.psn_no, s.fixmedins_code, s.adm, s.dsc, s.los,
        coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name
    FROM stay s
    JOIN effective_line l ON l.mdtrt_id = s.mdtrt_id
    WHERE s.audited
      AND s.settlements > 0
      AND s.dsc IS NOT NULL
      AND l.charge_class = '01'
      AND l.amount > 0
      AND NOT has_word(l.hilist_name, getvariable('not_a_bed'))
), bed_date AS (
    SELECT mdtrt_id, fee_date, count(DISTINCT hilist_code) AS kinds
    FROM bed
    GROUP BY mdtrt_id, fee_date
), moved AS (
    -- Two kinds of bed on one date beside a date with one kind: a move to another ward, and both beds may be charged.
    -- Two kinds on every date of the stay is no move. A date with one kind adds none.
    SELECT mdtrt_id, fee_date, kinds - 1 AS beds
    FROM bed_date
    WINDOW dates AS (PARTITION BY mdtrt_id ORDER BY fee_date)
    QUALIFY lag(kinds) OVER dates = 1
        OR lead(kinds) OVER dates = 1
        OR count(*) OVER (PARTITION BY mdtrt_id) = 1
), allowed AS (
    SELECT mdtrt_id, sum(beds) AS beds FROM moved GROUP BY mdtrt_id
), charged AS (
    SELECT
        b.mdtrt_id,
        sum(b.cnt) AS billed,
        sum(b.cnt) - coalesce(max(a.beds), 0) - max(b.los) - getvariable('tolerance_days') AS excess
    FROM bed b
    LEFT JOIN allowed a ON a.mdtrt_id = b.mdtrt_id
    GROUP BY b.mdtrt_id
), numbered AS (
    -- again: what of a line goes beyond the first day of its bed on its date; a copy stands in the minute of another
    SELECT
        b.*, c.excess, plain(c.billed) AS billed_days, plain(c.excess) AS excess_days,
        greatest(0, least(b.cnt, sum(b.cnt) OVER on_date - 1)) AS again,
        row_number() OVER (
            PARTITION BY b.mdtrt_id, b.hilist_code, date_trunc('minute', b.fee_ocur_time) ORDER BY b.fee_ocur_time, b.feedetl_sn) > 1 AS copied
    FROM bed b
    JOIN charged c ON c.mdtrt_id = b.mdtrt_id
    WHERE c.excess > 0
    WINDOW on_date AS (
        PARTITION BY b.mdtrt_id, b.hilist_code, b.fee_date ORDER BY b.fee_ocur_time, b.feedetl_sn ROWS UNBOUNDED PRECEDING)
), piece AS (
    SELECT *, again AS days, CASE WHEN copied THEN 1 ELSE 2 END AS turn FROM numbered
    UNION ALL
    SELECT *, cnt - again, 3 FROM numbered
), too_many AS (
    -- copies, then other second ones of a date, then the latest
    SELECT
        *,
        greatest(0, least(days, excess - coalesce(sum(days) OVER (
            PARTITION BY mdtrt_id
            ORDER BY turn, fee_ocur_time DESC, feedetl_sn DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) AS days_too_many
    FROM piece
)
SELECT
    mdtrt_id, fixmedins_code, psn_no, setl_id,
    adm AS begin_date,
    dsc AS end_date,
    'fee_line' AS row_table,
    feedetl_sn AS row_id,
    money_part(fund, sum(days_too_many), cnt) AS claim,
    fixmedins_name, los, billed_days, excess_days
FROM too_many
GROUP BY mdtrt_id, fixmedins_code, psn_no, setl_id, adm, dsc, feedetl_sn, fund, cnt, fixmedins_name, los, billed_days, excess_days
UNION ALL
SELECT
    s.mdtrt_id, s.fixmedins_code, s.psn_no, NULL, s.adm, s.dsc, 'encounter', s.mdtrt_id, 0,
    coalesce(s.fixmedins_name, s.fixmedins_code), s.los, plain(c.billed), plain(c.excess)
FROM charged c
JOIN stay s ON s.mdtrt_id = c.mdtrt_id
WHERE c.excess > 0
