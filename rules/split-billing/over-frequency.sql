/*---
id: over-frequency
title: { zh: 超频次收费（日、周、月、疗程、住院）, en: Charged more often than allowed }
grade: violation
tier: 4
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
official: { library: 两库, category: P-项目 }
catalogue: C2
params:
  batch_day_share:
    type: decimal
    default: 0.8
    min: 0.5
    max: 1
    doc:
      zh: 一次住院的费用有这么多记在同一天，即为集中记账，只看全程次数
      en: A stay with this share of its charges on one date was posted in a batch and is judged as a whole
  exempt_traits:
    type: list
    default: [home_bed]
    doc: { zh: 不适用的医疗类别特征（家庭病床）, en: Traits of medical types that are exempt (sickbed at home) }
requires: [effective_line, freq_limit]
lookback: 12 months
population: SELECT count(*) FROM effective_line l WHERE l.audited AND EXISTS (SELECT 1 FROM freq_limit k WHERE k.hilist_code = l.hilist_code AND in_region(k.region, l.admdvs) AND in_force(k.valid_from, k.valid_to, l.fee_date))
key: [scope_id, item_code, period]
apart: true
message:
  zh: "{fixmedins_name} 收取 {item} {charged} 次，按{period_zh}限 {limit_each} 次，超出 {excess_units} 次（{windows} 个计次周期）{doubt_zh}"
  en: "{fixmedins_name} charged {item} {charged} times, allowed {limit_each} per {period_en}, {excess_units} too many (periods: {windows}){doubt_en}"
false_positives:
  zh: [一个周期内有两次住院（逐次计算）, 标本溶血或结果异常后复查（疗程与间隔类只列为可疑）, 转院患者（各机构分别计算）, 按部位计价的项目（限次应含部位数）, 两日费用同日记账（降为可疑）, 全程费用集中记账（按全程判断）]
  en: [two stays in one period (each is counted by itself), a test repeated after a spoilt sample or an abnormal result (cycles and intervals are only suspect), transferred patients (each institution by itself), items priced by the site (the limit must allow for the sites), two days posted on one date (lowered to suspect), a whole stay posted in a batch (judged as a whole)]
---*/
-- Limits stand in table freq_limit: per day, week, month, quarter, year, stay, or per so many days ("15d": from the first charge of a
-- series on). Counted are visits one by one where the period is a day or a stay, else a stay by itself and all visits of a person at an
-- institution together. Claimed are the units beyond the limit: lines in the minute of another first, then other second ones of a date, then the
-- latest. Cycles longer than a day are only suspect.
WITH allowance AS (
    SELECT
        *,
        CASE WHEN period IS NULL OR lower(period) IN ('day', '1d', '日', '天', '单日', '自然日') THEN 'day'
             WHEN lower(period) IN ('week', '周', '自然周') THEN 'week'
             WHEN lower(period) IN ('month', '月', '自然月') THEN 'month'
             WHEN lower(period) IN ('quarter', '季', '季度') THEN 'quarter'
             WHEN lower(period) IN ('year', '年', '自然年') THEN 'year'
             WHEN lower(period) IN ('stay', '住院', '次住院', '当次住院') THEN 'stay'
             WHEN first_number(period) > 1 THEN 'days' END AS unit,
        first_number(period) AS days
    FROM freq_limit
    WHERE max_cnt >= 0
), line AS (
    SELECT
        l.*, k.unit, k.days, k.period AS given_period, k.max_cnt AS limit_each, s.los,
        coalesce(k.unit = 'day' AND s.batch_share >= getvariable('batch_day_share'), false) AS in_batch,
        -- posted in a batch, dates say nothing: as many as the stay has dates
        CASE WHEN k.unit = 'day' AND s.batch_share >= getvariable('batch_day_share')
             THEN k.max_cnt * (1 + coalesce(abs(days_between(s.adm, s.dsc)), s.los)) ELSE k.max_cnt END AS max_cnt,
        coalesce(k.hilist_name, l.hilist_name, l.hilist_code) AS item,
        coalesce(l.mdtrt_id, l.setl_id) AS visit_id,
        CASE WHEN k.unit IN ('day', 'stay') OR l.kind = 'inpatient' THEN coalesce(l.mdtrt_id, l.setl_id)
             ELSE l.psn_no || '|' || l.fixmedins_code END AS scope_id
    FROM effective_line l
    JOIN allowance k
      ON k.hilist_code = l.hilist_code AND in_region(k.region, l.admdvs) AND in_force(k.valid_from, k.valid_to, l.fee_date)
    LEFT JOIN stay s ON s.mdtrt_id = l.mdtrt_id
    WHERE coalesce(l.mdtrt_id, l.setl_id) IS NOT NULL AND l.amount > 0
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
      AND (k.unit IN ('day', 'week', 'month', 'quarter', 'year', 'days') OR (k.unit = 'stay' AND l.kind = 'inpatient'))
    -- the limit of the nearest region, the latest first
    QUALIFY row_number() OVER (
        PARTITION BY l.feedetl_sn, k.unit, k.days
        ORDER BY length(rtrim(coalesce(k.region, ''), '0')) DESC, k.valid_from DESC NULLS LAST, k.max_cnt DESC) = 1
), begun AS (
    -- a charge so many days after the one before begins a new series
    SELECT
        *,
        CASE WHEN unit = 'days' AND days_between(lag(fee_date) OVER (
                PARTITION BY scope_id, hilist_code, unit, days ORDER BY fee_date, fee_ocur_time, feedetl_sn), fee_date) < days
             THEN 0 ELSE 1 END AS first_of_series
    FROM line
), series AS (
    SELECT
        *,
        sum(first_of_series) OVER (
            PARTITION BY scope_id, hilist_code, unit, days ORDER BY fee_date, fee_ocur_time, feedetl_sn
            ROWS UNBOUNDED PRECEDING) AS series_no
    FROM begun
), placed AS (
    SELECT
        *,
        CASE unit
            WHEN 'day' THEN CASE WHEN in_batch THEN '' ELSE text_of(fee_date) END
            WHEN 'week' THEN text_of(date_trunc('week', fee_date))
            WHEN 'month' THEN text_of(date_trunc('month', fee_date))
            WHEN 'quarter' THEN text_of(date_trunc('quarter', fee_date))
            WHEN 'year' THEN text_of(date_trunc('year', fee_date))
            WHEN 'days' THEN series_no || '.' || CAST(floor(days_between(
                min(fee_date) OVER (PARTITION BY scope_id, hilist_code, unit, days, series_no), fee_date) / days) AS INTEGER)
            ELSE '' END AS place,
        -- charged before in the same minute, or on the same date
        row_number() OVER (
            PARTITION BY scope_id, hilist_code, unit, days, date_trunc('minute', fee_ocur_time) ORDER BY fee_ocur_time, feedetl_sn) > 1 AS copied,
        row_number() OVER (PARTITION BY scope_id, hilist_code, unit, days, fee_date ORDER BY fee_ocur_time, feedetl_sn) > 1 AS again
    FROM series
), excess AS (
    SELECT
        *,
        greatest(0, least(cnt,
            sum(cnt) OVER (PARTITION BY scope_id, hilist_code, unit, days, place)
            - max(max_cnt) OVER (PARTITION BY scope_id, hilist_code, unit, days, place)
            - coalesce(sum(cnt) OVER (
                PARTITION BY scope_id, hilist_code, unit, days, place ORDER BY copied DESC, again DESC, fee_ocur_time DESC, feedetl_sn DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) AS units
    FROM placed
), flagged AS (
    SELECT
        e.scope_id, e.hilist_code, e.unit, e.days,
        max(e.given_period) AS given_period, max(e.item) AS item, sum(e.cnt) AS charged, max(e.limit_each) AS limit_each,
        sum(e.units) AS excess, count(DISTINCT CASE WHEN e.units > 0 THEN e.place END) AS windows,
        -- no more than one for each day of the stay: two days may have been posted on one date
        coalesce(e.unit = 'day' AND sum(e.cnt) <= max(e.limit_each) * max(e.los), false) AS posted_together
    FROM excess e
    GROUP BY e.scope_id, e.hilist_code, e.unit, e.days
    HAVING bool_or(e.units > 0 AND e.audited)
)
SELECT
    f.scope_id,
    f.hilist_code AS item_code,
    coalesce(f.given_period, 'day') AS period,
    e.fixmedins_code, e.psn_no, e.mdtrt_id, e.setl_id,
    e.fee_date AS begin_date,
    e.fee_date AS end_date,
    'fee_line' AS row_table,
    e.feedetl_sn AS row_id,
    money_part(e.fund, e.units, e.cnt) AS claim,
    CASE WHEN f.unit IN ('day', 'stay') AND NOT f.posted_together THEN 'violation' ELSE 'suspect' END AS grade,
    coalesce(k.fixmedins_name, e.fixmedins_code) AS fixmedins_name,
    f.item, plain(f.charged) AS charged, plain(f.limit_each) AS limit_each, plain(f.excess) AS excess_units, f.windows,
    CASE f.unit WHEN 'day' THEN '日' WHEN 'week' THEN '周' WHEN 'month' THEN '月' WHEN 'quarter' THEN '季' WHEN 'year' THEN '年'
                WHEN 'stay' THEN '每次住院' ELSE '每 ' || f.days || ' 天' END AS period_zh,
    CASE f.unit WHEN 'days' THEN f.days || ' days' ELSE f.unit END AS period_en,
    CASE WHEN f.posted_together THEN '；全程次数不超过住院天数，可能为合并记账' ELSE '' END AS doubt_zh,
    CASE WHEN f.posted_together THEN '; no more than one for each day of the stay, days may have been posted together' ELSE '' END AS doubt_en
FROM flagged f
JOIN excess e
  ON e.scope_id = f.scope_id AND e.hilist_code = f.hilist_code AND e.unit = f.unit AND coalesce(e.days, 0) = coalesce(f.days, 0)
LEFT JOIN institution_kind k ON k.fixmedins_code = e.fixmedins_code
