/*---
id: holiday-admission-surge
title: { zh: 假期、年底入院冲量, en: More admissions on holidays or at the year's end than ever }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: A15
params:
  mads:
    type: decimal
    default: 3
    min: 1
    max: 20
    doc: { zh: 高出往年中位数几个绝对中位差, en: How many median deviations above the median of earlier years }
  min_excess:
    type: decimal
    default: 5
    min: 1
    max: 10000
    doc:
      zh: 一个假期（或 11、12 月）至少多出几人次（经验值）
      en: "Fewest admissions beyond the expected of a holiday (or of November or December; experience, no official figure)"
  min_years:
    type: integer
    default: 2
    min: 1
    max: 10
    doc: { zh: 至少有几个往年可比, en: Fewest earlier years to compare with }
requires: [stay, peer_group, holiday]
lookback: 5 years
population: SELECT count(DISTINCT fixmedins_code) FROM stay WHERE settlements > 0 AND adm >= getvariable('window_from') AND adm < getvariable('window_to')
key: [fixmedins_code, season, year]
message:
  zh: "{fixmedins_name} {year} 年{season}入院 {admissions} 人次，往年同期中位数 {usual} 人次（同类机构增长已扣除，{years} 年）"
  en: "{fixmedins_name}: {admissions} admissions in {season} of {year}, the median of {years} earlier years is {usual} (the peers' common growth taken off)"
false_positives:
  zh: [流感等疫情（同类机构普遍上升的已扣除）, 寒暑假儿童择期手术, 调休（按节假日表计算）]
  en: [epidemics (a rise common to the peers is taken off), elective operations of children in the holidays, days moved (the table of holidays counts)]
---*/
-- Admissions per day of a holiday that table holiday names (statutory and rest days of one name), and of November and December, against the same ones of
-- earlier years at the institution, times what the peers' median has grown since. Statistics only: no money.
WITH season_day AS (
    SELECT DISTINCT name_zh AS season, CAST(extract(year FROM date) AS INTEGER) AS year, date AS day
    FROM holiday
    WHERE name_zh IS NOT NULL AND upper(kind) IN ('STAT', 'REST')
), season AS (
    SELECT season, year, count(*) AS days, min(day) AS first_day, max(day) AS last_day FROM season_day GROUP BY season, year
), admitted AS (
    SELECT
        fixmedins_code, mdtrt_id, psn_no, adm, coalesce(dsc, plus_days(adm, los)) AS until,
        CAST(extract(year FROM adm) AS INTEGER) AS year,
        CASE WHEN extract(month FROM adm) = 11 THEN '11月' WHEN extract(month FROM adm) = 12 THEN '12月' END AS month_season
    FROM stay
    WHERE settlements > 0
), placed AS (
    SELECT a.fixmedins_code, a.mdtrt_id, a.psn_no, a.adm, a.until, d.season, d.year
    FROM admitted a
    JOIN season_day d ON d.day = a.adm
    UNION ALL
    SELECT fixmedins_code, mdtrt_id, psn_no, adm, until, month_season, year FROM admitted WHERE month_season IS NOT NULL
), counted AS (
    SELECT p.fixmedins_code, p.season, p.year, count(*) AS admissions, coalesce(max(s.days), 30) AS days, min(p.adm) AS first_day
    FROM placed p
    LEFT JOIN season s ON s.season = p.season AND s.year = p.year
    GROUP BY p.fixmedins_code, p.season, p.year
), rated AS (
    SELECT *, CAST(admissions AS DOUBLE) / days AS per_day FROM counted
), past AS (
    SELECT n.fixmedins_code, n.season, n.year, o.per_day, median(o.per_day) OVER one AS usual, count(*) OVER one AS years
    FROM rated n
    JOIN rated o ON o.fixmedins_code = n.fixmedins_code AND o.season = n.season AND o.year < n.year
    WHERE n.first_day >= getvariable('window_from') AND n.first_day < getvariable('window_to')
    WINDOW one AS (PARTITION BY n.fixmedins_code, n.season, n.year)
), own AS (
    SELECT p.fixmedins_code, p.season, p.year, max(p.usual) AS usual, max(p.years) AS years, median(abs(p.per_day - p.usual)) AS mad
    FROM past p
    GROUP BY p.fixmedins_code, p.season, p.year
), growth AS (
    SELECT o.*, n.per_day, n.admissions, n.days, n.per_day / nullif(o.usual, 0) AS grown
    FROM own o
    JOIN rated n ON n.fixmedins_code = o.fixmedins_code AND n.season = o.season AND n.year = o.year
), common AS (
    -- what the others have grown as well; never less than nothing
    SELECT g.fixmedins_code, g.season, g.year, greatest(1, coalesce(median(o.grown), 1)) AS factor
    FROM growth g
    LEFT JOIN peer_group p ON p.fixmedins_code = g.fixmedins_code
    LEFT JOIN peer_group q ON q.peer_group = p.peer_group AND q.fixmedins_code <> p.fixmedins_code
    LEFT JOIN growth o ON o.fixmedins_code = q.fixmedins_code AND o.season = g.season AND o.year = g.year
    GROUP BY g.fixmedins_code, g.season, g.year
), flagged AS (
    SELECT g.fixmedins_code, g.season, g.year, g.admissions, g.years, plain(round(g.usual * g.days, 1)) AS usual
    FROM growth g
    JOIN common c ON c.fixmedins_code = g.fixmedins_code AND c.season = g.season AND c.year = g.year
    WHERE g.years >= getvariable('min_years')
      AND g.per_day > c.factor * (g.usual + getvariable('mads') * g.mad)
      AND g.admissions - c.factor * g.usual * g.days >= getvariable('min_excess')
)
SELECT
    f.fixmedins_code, f.season, f.year, p.psn_no, p.mdtrt_id,
    text_of(NULL) AS setl_id,
    p.adm AS begin_date,
    p.until AS end_date,
    'encounter' AS row_table,
    p.mdtrt_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.admissions, f.usual, f.years
FROM flagged f
JOIN placed p ON p.fixmedins_code = f.fixmedins_code AND p.season = f.season AND p.year = f.year
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
