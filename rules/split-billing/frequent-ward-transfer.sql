/*---
id: frequent-ward-transfer
title: { zh: 频繁转科, en: Moved from ward to ward }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: B7
params:
  min_moves:
    type: integer
    default: 3
    min: 1
    max: 50
    doc: { zh: 至少转科几次（公开规则配置为 3 次）, en: Fewest moves (3 in a published configuration) }
  within_days:
    type: integer
    default: 7
    min: 1
    max: 90
    doc: { zh: 在多少天之内（公开规则配置为 7 天）, en: Days within which the moves lie (7 in a published configuration) }
  intensive_words:
    type: list
    default: [重症, ICU, 监护, 抢救]
    doc:
      zh: 名称含有这些词的床位为重症监护，转入转出不计
      en: Beds whose name has one of these words are intensive care; moves to and from it do not count
requires: [stay, effective_line, fee_line.bilg_dept_codg]
lookback: 3 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND lines > 0
key: [mdtrt_id]
message:
  zh: "{fixmedins_name} 一次住院 {within_days} 天内转科 {moves} 次（{first_move} 至 {last_move}）"
  en: "{fixmedins_name} moved the patient {moves} times within {within_days} days of one stay ({first_move} to {last_move})"
false_positives:
  zh: [重症监护转入转出, 手术前后转科]
  en: [steps up to and down from intensive care, moves for an operation]
---*/
-- The departments that charged the beds of a stay, night by night; a move for an operation (on that day or the day beside) does not count.
-- Statistics only: no money.
WITH bed AS (
    SELECT l.mdtrt_id, l.fee_date, l.feedetl_sn, l.fee_ocur_time, f.bilg_dept_codg AS dept
    FROM effective_line l
    JOIN stay s ON s.mdtrt_id = l.mdtrt_id
    JOIN fee_line f ON f.feedetl_sn = l.feedetl_sn
    WHERE s.audited AND s.settlements > 0 AND l.charge_class = '01' AND f.bilg_dept_codg IS NOT NULL
      AND NOT has_word(l.hilist_name, getvariable('intensive_words'))
), stepped AS (
    SELECT *, lag(dept) OVER (PARTITION BY mdtrt_id ORDER BY fee_ocur_time, feedetl_sn) AS dept_before
    FROM bed
), operation_day AS (
    SELECT DISTINCT mdtrt_id, fee_date AS day FROM effective_line WHERE charge_class = '06' AND mdtrt_id IN (SELECT mdtrt_id FROM bed)
), move AS (
    SELECT s.mdtrt_id, s.feedetl_sn, s.fee_date AS day
    FROM stepped s
    WHERE s.dept <> s.dept_before
      AND NOT EXISTS (
        SELECT 1 FROM operation_day o WHERE o.mdtrt_id = s.mdtrt_id AND abs(days_between(o.day, s.fee_date)) <= 1)
), dense AS (
    SELECT m.mdtrt_id, m.day AS from_day, count(*) AS moves, max(n.day) AS last_move
    FROM move m
    JOIN move n ON n.mdtrt_id = m.mdtrt_id AND n.day >= m.day AND days_between(m.day, n.day) < getvariable('within_days')
    GROUP BY m.mdtrt_id, m.feedetl_sn, m.day
), flagged AS (
    SELECT *
    FROM dense
    WHERE moves >= getvariable('min_moves')
    QUALIFY row_number() OVER (PARTITION BY mdtrt_id ORDER BY moves DESC, from_day) = 1
)
SELECT
    f.mdtrt_id, s.fixmedins_code, s.psn_no,
    text_of(NULL) AS setl_id,
    m.day AS begin_date,
    m.day AS end_date,
    'fee_line' AS row_table,
    m.feedetl_sn AS row_id,
    0 AS claim,
    coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name,
    f.moves, f.from_day AS first_move, f.last_move, getvariable('within_days') AS within_days
FROM flagged f
JOIN stay s ON s.mdtrt_id = f.mdtrt_id
JOIN move m ON m.mdtrt_id = f.mdtrt_id AND m.day BETWEEN f.from_day AND f.last_move
