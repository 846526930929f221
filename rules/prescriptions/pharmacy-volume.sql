/*---
id: pharmacy-volume
title: { zh: 药店交易异常, en: Unusual purchases at a pharmacy }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第五项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: D9
params:
  max_a_year:
    type: integer
    default: 50
    min: 10
    max: 1000
    doc: { zh: 一人十二个月内购药达到多少次, en: Purchases of one person within twelve months }
  max_single:
    type: decimal
    default: 2000
    min: 100
    max: 100000
    doc: { zh: 单笔超过多少元, en: Yuan of one purchase }
  factor:
    type: decimal
    default: 3
    min: 1
    max: 20
    doc: { zh: 每营业日交易笔数超过同类中位数的几倍, en: Multiple of the peers’ median of purchases a day }
  min_visits:
    type: integer
    default: 30
    min: 5
    max: 100000
    doc: { zh: 当月至少多少笔才与同类比较, en: Fewest purchases of the month that are compared }
  min_peers:
    type: integer
    default: 8
    min: 3
    max: 1000
    doc: { zh: 有多少家同类机构时与同类比较（经验值）, en: "With so many other institutions of the kind they are compared (experience, no official figure)" }
  exempt_words:
    type: list
    default: [双通道, DTP, 医院]
    doc: { zh: 名称含有这些词的药店不判断单笔金额, en: Pharmacies whose name has one of these words are not judged by price }
requires: [visit, institution_kind, peer_group]
lookback: 12 months
population: SELECT count(*) FROM visit WHERE audited AND kind = 'pharmacy'
key: [fixmedins_code, what, subject]
message:
  zh: "{fixmedins_name}：{told_zh}"
  en: "{fixmedins_name}: {told_en}"
false_positives:
  zh: [双通道（DTP）药店的高价药（不按单笔判断）, 特药（不按单笔判断）, 医院内药店, 家庭共济]
  en: [dear drugs of special pharmacies (not judged by price), special drugs (not judged by price), a pharmacy in a hospital, one account for a family]
---*/
-- Purchases at pharmacies: a person who comes all the time, a single dear purchase, a pharmacy with far more purchases a day than its
-- peers. Statistics only: no money.
WITH bought AS (
    SELECT v.*, coalesce(k.fixmedins_name, v.fixmedins_code) AS fixmedins_name, g.peer_group
    FROM visit v
    LEFT JOIN institution_kind k ON k.fixmedins_code = v.fixmedins_code
    LEFT JOIN peer_group g ON g.fixmedins_code = v.fixmedins_code
    WHERE v.kind = 'pharmacy'
), period AS (
    SELECT DISTINCT month, month_begin(month_after(month)) AS ends FROM bought WHERE audited
), often AS (
    -- in the year before the end of an audited month, of several such ends the one with most
    SELECT b.fixmedins_code, b.psn_no, count(*) AS n
    FROM bought b
    JOIN period p ON b.visit_date >= plus_days(p.ends, -365) AND b.month <= p.month
    GROUP BY b.fixmedins_code, b.psn_no, p.ends
    HAVING count(*) >= getvariable('max_a_year') AND bool_or(b.month = p.month)
    QUALIFY row_number() OVER (PARTITION BY b.fixmedins_code, b.psn_no ORDER BY count(*) DESC, p.ends DESC) = 1
), of_month AS (
    SELECT fixmedins_code, peer_group, month, count(*) AS n, count(*) / count(DISTINCT visit_date) AS a_day
    FROM bought
    WHERE audited
    GROUP BY fixmedins_code, peer_group, month
), many AS (
    SELECT m.fixmedins_code, m.month, max(m.n) AS n, max(m.a_day) AS a_day, median(o.a_day) AS usual
    FROM of_month m
    JOIN of_month o ON o.peer_group = m.peer_group AND o.month = m.month AND o.fixmedins_code <> m.fixmedins_code
    WHERE m.n >= getvariable('min_visits')
    GROUP BY m.fixmedins_code, m.month
    HAVING count(*) >= getvariable('min_peers') AND max(m.a_day) > getvariable('factor') * median(o.a_day)
), found AS (
    SELECT b.setl_id, 'often' AS what, b.psn_no AS subject,
        '一人十二个月内购药 ' || o.n || ' 次' AS told_zh,
        'one person bought ' || o.n || ' times within twelve months' AS told_en
    FROM often o
    JOIN bought b ON b.fixmedins_code = o.fixmedins_code AND b.psn_no = o.psn_no
    WHERE b.audited
    UNION ALL
    SELECT b.setl_id, 'dear', b.setl_id, '单笔购药 ' || b.medfee || ' 元', 'one purchase of ' || b.medfee || ' yuan'
    FROM bought b
    WHERE b.audited AND b.medfee > getvariable('max_single')
      AND NOT has_trait(b.traits, 'special_drug')
      AND NOT has_word(b.fixmedins_name, getvariable('exempt_words'))
    UNION ALL
    SELECT b.setl_id, 'many', m.month,
        m.month || ' 每日 ' || plain(round(m.a_day, 1)) || ' 笔（同类中位数 ' || plain(round(m.usual, 1)) || '）',
        plain(round(m.a_day, 1)) || ' purchases a day in ' || m.month || ' (peers ' || plain(round(m.usual, 1)) || ')'
    FROM many m
    JOIN bought b ON b.fixmedins_code = m.fixmedins_code AND b.month = m.month
)
SELECT
    b.fixmedins_code, f.what, f.subject, b.psn_no, b.mdtrt_id, b.setl_id,
    b.visit_date AS begin_date,
    b.visit_date AS end_date,
    'settlement' AS row_table,
    b.setl_id AS row_id,
    0 AS claim,
    b.fixmedins_name, f.told_zh, f.told_en
FROM found f
JOIN bought b ON b.setl_id = f.setl_id
