/*---
id: volume-outlier-peer
title: { zh: 就诊量偏离同类机构, en: More visits than comparable institutions }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: E2
params:
  z:
    type: decimal
    default: 3.5
    min: 1
    max: 20
    doc: { zh: 对数值的稳健 z 值下限（Iglewicz-Hoaglin 3.5）, en: "Smallest robust z of the logarithms (Iglewicz and Hoaglin 3.5)" }
  ratio:
    type: decimal
    default: 1.5
    min: 1
    max: 20
    doc: { zh: 至少为同类中位数的几倍（经验值）, en: "Smallest multiple of the peers' median (experience, no official figure)" }
  min_visits:
    type: integer
    default: 30
    min: 1
    max: 100000
    doc: { zh: 当月至少多少就诊人次才判断（经验值）, en: "Fewest visits of the month that are judged (experience, no official figure)" }
  min_peers:
    type: integer
    default: 8
    min: 3
    max: 1000
    doc: { zh: 至少有多少家同类机构才判断（经验值）, en: "Fewest other institutions of the kind (experience, no official figure)" }
requires: [institution_period, visit]
population:
  SELECT count(*) FROM (SELECT count(*) OVER (PARTITION BY inst_type, hosp_lv, admdvs, begin_date) AS members
  FROM institution_period WHERE audited AND period = 'month') WHERE members > getvariable('min_peers')
key: [fixmedins_code, period_begin]
message:
  zh: "{fixmedins_name} {period_begin} 起一个月：{metrics_zh}（{peers} 家同类机构）"
  en: "{fixmedins_name}, month from {period_begin}: {metrics_en} ({peers} peers)"
false_positives:
  zh: [服务多个村, 集镇卫生室, 唯一有某项服务的机构, 家庭医生集中随访, 医生编码登记不全]
  en: [a clinic that serves several villages, a market town, the only place for some service, follow-up days of family doctors, doctor codes that are incomplete]
---*/
-- Two measures of a month against the other institutions of the same type, level and county: visits per doctor and day (open days where
-- no doctor is named) and visits per person. Either flags. Statistics only: no money.
WITH month AS (
    SELECT
        p.fixmedins_code, p.begin_date, p.end_date, p.visits,
        p.inst_type || '|' || coalesce(p.hosp_lv, '') || '|' || coalesce(p.admdvs, '') AS peer_group,
        p.visits / coalesce(nullif(p.doctor_days, 0), nullif(p.open_days, 0)) AS per_day,
        p.visits / nullif(p.persons, 0) AS per_person
    FROM institution_period p
    WHERE p.audited AND p.period = 'month'
), measure AS (
    SELECT fixmedins_code, begin_date, peer_group, visits, 'day' AS metric, per_day AS value FROM month WHERE per_day IS NOT NULL
    UNION ALL
    SELECT fixmedins_code, begin_date, peer_group, visits, 'person', per_person FROM month WHERE per_person IS NOT NULL
), peer AS (
    SELECT
        m.fixmedins_code, m.begin_date, m.metric, m.value, o.value AS other,
        median(o.value) OVER one AS usual,
        median(ln(1 + o.value)) OVER one AS log_usual,
        count(*) OVER one AS peers
    FROM measure m
    JOIN measure o
      ON o.peer_group = m.peer_group AND o.begin_date = m.begin_date AND o.metric = m.metric AND o.fixmedins_code <> m.fixmedins_code
    WHERE m.visits >= getvariable('min_visits')
    WINDOW one AS (PARTITION BY m.fixmedins_code, m.begin_date, m.metric)
), spread AS (
    SELECT
        fixmedins_code, begin_date, metric,
        max(value) AS value, max(usual) AS usual, max(log_usual) AS log_usual, max(peers) AS peers,
        median(abs(ln(1 + other) - log_usual)) AS mad,
        avg(abs(ln(1 + other) - log_usual)) AS mean_ad
    FROM peer
    GROUP BY fixmedins_code, begin_date, metric
), outlier AS (
    SELECT
        fixmedins_code, begin_date, metric, peers,
        value / (getvariable('ratio') * usual) AS strength,
        plain(round(value, 1)) AS value,
        plain(round(usual, 1)) AS usual
    FROM spread
    WHERE peers >= getvariable('min_peers')
      AND value >= getvariable('ratio') * usual
      -- peers without any spread make every excess infinite
      AND coalesce(robust_z(ln(1 + value), log_usual, mad, mean_ad) > getvariable('z'), value > usual)
), flagged AS (
    SELECT
        fixmedins_code, begin_date, max(peers) AS peers, max(strength) AS strength,
        string_agg(CASE metric WHEN 'day' THEN '每医生每日 ' ELSE '每人 ' END || value || ' 人次（同类中位数 ' || usual || '）', '，' ORDER BY metric)
            AS metrics_zh,
        string_agg(value || ' visits per ' || CASE metric WHEN 'day' THEN 'doctor and day' ELSE 'person' END || ' (peers ' || usual || ')', ', ' ORDER BY metric)
            AS metrics_en
    FROM outlier
    GROUP BY fixmedins_code, begin_date
)
SELECT
    f.fixmedins_code,
    f.begin_date AS period_begin,
    v.psn_no, v.mdtrt_id, v.setl_id,
    v.visit_date AS begin_date,
    v.visit_date AS end_date,
    'settlement' AS row_table,
    v.setl_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.metrics_zh, f.metrics_en, f.peers, f.strength
FROM flagged f
JOIN month m ON m.fixmedins_code = f.fixmedins_code AND m.begin_date = f.begin_date
JOIN visit v ON v.fixmedins_code = m.fixmedins_code AND v.setl_time >= m.begin_date AND v.setl_time < m.end_date
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
