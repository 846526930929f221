/*---
id: roster-order
title: { zh: 按花名册顺序刷卡, en: Patients come in the order of a list }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: E6
params:
  min_visits:
    type: integer
    default: 10
    min: 5
    max: 1000
    doc: { zh: 半日内至少多少人, en: Fewest patients of half a day }
  rho:
    type: decimal
    default: 0.9
    min: 0.5
    max: 1
    doc: { zh: 就诊次序与证件号、姓名或住址次序的秩相关系数, en: "Rank correlation of the order of settlement with that of the certificate numbers, names or addresses" }
  late_upload_minutes:
    type: integer
    default: 60
    min: 1
    max: 1440
    doc: { zh: 就诊早于结算超过多少分钟视为补传，不计, en: Settled so long after the visit is an upload made up for and does not count }
requires: [visit, institution_kind]
population:
  SELECT count(*) FROM (SELECT DISTINCT v.fixmedins_code, CAST(v.setl_time AS DATE) FROM visit v JOIN settlement s ON s.setl_id = v.setl_id
  LEFT JOIN person p ON p.psn_no = v.psn_no WHERE v.audited AND has_clock(v.setl_time)
  AND (v.certno NOT LIKE '%*%' OR s.psn_name NOT LIKE '%*%' OR p.live_addr NOT LIKE '%*%'))
key: [fixmedins_code, day, half]
message:
  zh: "{fixmedins_name} {day}（{half}）{persons} 人按{by_zh}次序结算，秩相关系数 {rho_found}"
  en: "{fixmedins_name}, {day} ({half}): {persons} patients settled in the order of their {by_en}, rank correlation {rho_found}"
false_positives:
  zh: [集中体检或按名单随访, 断网后按名单补传（不计）, 学校、养老院巡诊]
  en: [check-ups and follow-up by a list, uploads by a list after an outage (do not count), a round in a school or a nursing home]
---*/
-- Half days of an institution: how far the order in which persons first settled agrees with the order of their certificate numbers, their
-- names or their addresses (table person), up or down. Statistics only: no money.
WITH timed AS (
    SELECT
        v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.certno, v.setl_time,
        CAST(v.setl_time AS DATE) AS day,
        CASE WHEN extract(hour FROM v.setl_time) < 12 THEN 'am' ELSE 'pm' END AS half
    FROM visit v
    WHERE v.audited AND has_clock(v.setl_time)
      AND NOT (has_clock(v.begntime) AND minutes_between(v.begntime, v.setl_time) > getvariable('late_upload_minutes'))
      -- nor so long after the end of its day, where the visit has no clock
      AND v.visit_date >= CAST(plus_minutes(v.setl_time, -getvariable('late_upload_minutes')) AS DATE)
), arrival AS (
    SELECT fixmedins_code, day, half, psn_no, max(certno) AS certno, min(setl_time) AS came, min(setl_id) AS setl_id
    FROM timed
    GROUP BY fixmedins_code, day, half, psn_no
), listed AS (
    SELECT a.fixmedins_code, a.day, a.half, a.psn_no, a.came, 'cert' AS list, a.certno AS place FROM arrival a
    UNION ALL
    SELECT a.fixmedins_code, a.day, a.half, a.psn_no, a.came, 'name', s.psn_name
    FROM arrival a
    JOIN settlement s ON s.setl_id = a.setl_id
    UNION ALL
    SELECT a.fixmedins_code, a.day, a.half, a.psn_no, a.came, 'address', p.live_addr
    FROM arrival a
    JOIN person p ON p.psn_no = a.psn_no
), ranked AS (
    SELECT
        l.*,
        rank() OVER (PARTITION BY l.fixmedins_code, l.day, l.half, l.list ORDER BY l.came) AS by_time,
        rank() OVER (PARTITION BY l.fixmedins_code, l.day, l.half, l.list ORDER BY l.place) AS by_list
    FROM listed l
), correlated AS (
    SELECT fixmedins_code, day, half, list, count(*) AS persons, abs(corr(by_time, by_list)) AS rho
    FROM ranked
    GROUP BY fixmedins_code, day, half, list
    -- masked or missing entries, few addresses for many persons and one moment for all have no order
    HAVING count(*) >= getvariable('min_visits')
       AND count(place) = count(*) AND NOT bool_or(place LIKE '%*%')
       AND 2 * count(DISTINCT place) >= count(*) AND count(DISTINCT came) = count(*)
), flagged AS (
    SELECT *
    FROM correlated
    WHERE round(rho, 9) >= getvariable('rho')
    QUALIFY row_number() OVER (PARTITION BY fixmedins_code, day, half ORDER BY rho DESC, list) = 1
)
SELECT
    f.fixmedins_code, f.day, f.half, t.psn_no, t.mdtrt_id, t.setl_id,
    f.day AS begin_date,
    f.day AS end_date,
    'settlement' AS row_table,
    t.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.rho / getvariable('rho') AS strength,
    f.persons,
    plain(round(f.rho, 2)) AS rho_found,
    CASE f.list WHEN 'cert' THEN '证件号码' WHEN 'name' THEN '姓名' ELSE '住址' END AS by_zh,
    CASE f.list WHEN 'cert' THEN 'certificate numbers' WHEN 'name' THEN 'names' ELSE 'addresses' END AS by_en
FROM flagged f
JOIN timed t ON t.fixmedins_code = f.fixmedins_code AND t.day = f.day AND t.half = f.half
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
