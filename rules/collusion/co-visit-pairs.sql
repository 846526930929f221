/*---
id: co-visit-pairs
title: { zh: 结伴就医, en: Two unrelated persons who always come together }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: L2
params:
  min_days:
    type: integer
    default: 4
    min: 2
    max: 100
    doc: { zh: 十二个月内至少几天在同一机构同日就医, en: Fewest days of twelve months on which both came to the institution }
  min_lift:
    type: decimal
    default: 20
    min: 1
    max: 1000
    doc: { zh: 须超过巧合期望的几倍, en: More than this multiple of what chance gives }
  max_chance:
    type: decimal
    default: 0.01
    min: 0.000001
    max: 1
    doc:
      zh: 该机构全部可能的组合中，由巧合出现这样一对的期望个数须小于（经验值）
      en: "Such pairs that chance gives among all pairs of the institution are fewer than this (experience, no official figure)"
  max_household:
    type: integer
    default: 8
    min: 2
    max: 100
    doc: { zh: 登记同一住址不超过几人的视为一户, en: Persons of one registered address are a household up to this number }
  exempt_traits:
    type: list
    default: [dialysis, chemo, rehab, maternity]
    doc: { zh: 不计的医疗类别特征（定期治疗）, en: Traits of medical types that do not count (treatment at fixed intervals) }
requires: [visit, person.live_addr | person.tel | person.mob]
lookback: 12 months
population:
  SELECT count(DISTINCT psn_no) FROM visit WHERE audited
  AND psn_no IN (SELECT psn_no FROM person WHERE coalesce(live_addr, tel, mob) IS NOT NULL)
key: [fixmedins_code, first_person, second_person]
message:
  zh: "{fixmedins_name} 有两名非同户人员 {days} 天同日就医（各就医 {first_days}、{second_days} 天，巧合期望 {expected} 天）"
  en: "{fixmedins_name}: two persons of different households came on the same {days} days (in all {first_days} and {second_days}; chance gives {expected})"
false_positives:
  zh: [夫妻、同户（不列）, 透析、康复等定期治疗（不计）, 赶集日、集中随访日（按各日人次计算）, 相邻的慢病老人结伴取药]
  en: ["couples and households (not listed)", treatment at fixed intervals (does not count), market days and rounds (the volume of each day counts), old neighbours who fetch their drugs together]
---*/
-- Persons who visited an institution on several days, and the days on which two of them both did. Chance gives days of the one x days of the other x the
-- sum of the squared shares of the institution's days. Shows where to look and claims no money.
WITH came AS (
    SELECT fixmedins_code, psn_no, visit_date AS day, bool_or(audited) AS audited, min(setl_id) AS setl_id
    FROM visit
    WHERE visit_date >= plus_days(getvariable('window_to'), -366) AND NOT has_any_trait(traits, getvariable('exempt_traits'))
    GROUP BY fixmedins_code, psn_no, visit_date
), day_load AS (
    SELECT fixmedins_code, day, CAST(count(*) AS DOUBLE) AS persons FROM came GROUP BY fixmedins_code, day
), meeting AS (
    SELECT fixmedins_code, sum(persons * persons) / (sum(persons) * sum(persons)) AS chance FROM day_load GROUP BY fixmedins_code
), regular AS (
    SELECT c.fixmedins_code, c.psn_no, count(*) AS days, max(m.chance) AS chance
    FROM came c
    JOIN meeting m ON m.fixmedins_code = c.fixmedins_code
    GROUP BY c.fixmedins_code, c.psn_no
    -- who comes too often or too seldom can make no such pair
    HAVING count(*) >= getvariable('min_days') AND count(*) * max(m.chance) * getvariable('min_lift') < 1 AND bool_or(c.audited)
), crowd AS (
    SELECT fixmedins_code, count(*) * (count(*) - 1) / 2 AS pairs FROM regular GROUP BY fixmedins_code
), present AS (
    SELECT c.*, r.days AS own_days, r.chance
    FROM came c
    JOIN regular r ON r.fixmedins_code = c.fixmedins_code AND r.psn_no = c.psn_no
), pair AS (
    SELECT
        a.fixmedins_code, a.psn_no AS first_person, b.psn_no AS second_person, count(*) AS days,
        max(a.own_days) AS first_days, max(b.own_days) AS second_days, max(a.own_days) * max(b.own_days) * max(a.chance) AS expected
    FROM present a
    JOIN present b ON b.fixmedins_code = a.fixmedins_code AND b.day = a.day AND b.psn_no > a.psn_no
    GROUP BY a.fixmedins_code, a.psn_no, b.psn_no
    HAVING count(*) >= getvariable('min_days') AND bool_or(a.audited)
), address AS (
    SELECT live_addr FROM person GROUP BY live_addr HAVING count(*) <= getvariable('max_household')
), unusual AS (
    SELECT p.*
    FROM pair p
    JOIN crowd c ON c.fixmedins_code = p.fixmedins_code
    JOIN person a ON a.psn_no = p.first_person
    JOIN person b ON b.psn_no = p.second_person
    WHERE p.days > getvariable('min_lift') * p.expected
      AND poisson_tail(p.days, p.expected) * c.pairs < getvariable('max_chance')
      -- of whom neither number nor address can be compared, nobody knows whether they are one household
      AND coalesce(coalesce(a.mob, a.tel) = coalesce(b.mob, b.tel), a.live_addr = b.live_addr) IS NOT NULL
      AND NOT coalesce(coalesce(a.mob, a.tel) = coalesce(b.mob, b.tel), false)
      AND NOT coalesce(a.live_addr = b.live_addr AND a.live_addr IN (SELECT live_addr FROM address WHERE live_addr IS NOT NULL), false)
)
SELECT
    a.fixmedins_code, a.psn_no AS first_person, b.psn_no AS second_person,
    CASE w.side WHEN 1 THEN a.psn_no ELSE b.psn_no END AS psn_no,
    text_of(NULL) AS mdtrt_id,
    CASE w.side WHEN 1 THEN a.setl_id ELSE b.setl_id END AS setl_id,
    a.day AS begin_date,
    a.day AS end_date,
    'settlement' AS row_table,
    CASE w.side WHEN 1 THEN a.setl_id ELSE b.setl_id END AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, a.fixmedins_code) AS fixmedins_name,
    u.days, u.first_days, u.second_days,
    plain(round(u.expected, 3)) AS expected
FROM unusual u
JOIN present a ON a.fixmedins_code = u.fixmedins_code AND a.psn_no = u.first_person
JOIN present b ON b.fixmedins_code = u.fixmedins_code AND b.psn_no = u.second_person AND b.day = a.day
CROSS JOIN (SELECT 1 AS side UNION ALL SELECT 2) w
LEFT JOIN institution_kind k ON k.fixmedins_code = u.fixmedins_code
