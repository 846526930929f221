/*---
id: declared-days-exceed-stay
title: { zh: 申报住院天数超过实际住院天数, en: More days declared than stayed }
grade: violation
tier: 4
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-数据 }
params:
  tolerance_days:
    type: integer
    default: 0
    min: 0
    max: 3
    doc:
      zh: 允许多出的天数；出院当日也计入住院天数的地区设为 1（地方口径）
      en: Days allowed beyond the stay; 1 where the region counts the day of discharge (local convention)
requires: [stay, encounter.endtime | stay.dsc, encounter.ipt_days]
lookback: 12 months
population: SELECT count(*) FROM stay s JOIN encounter e ON e.mdtrt_id = s.mdtrt_id WHERE s.audited AND s.settlements > 0 AND s.dsc IS NOT NULL AND s.lines = 0 AND e.ipt_days IS NOT NULL
key: [mdtrt_id]
message:
  zh: "{fixmedins_name} 住院 {los} 天，申报 {declared_days} 天，多报 {excess_days} 天"
  en: "{fixmedins_name} declared {declared_days} days for a stay of {los} days, {excess_days} too many"
false_positives:
  zh: [出院当日计入住院天数的地区, 出院日期登记有误, 请假离院后同一次住院继续]
  en: [a region that counts the day of discharge, a wrong date of discharge, a stay continued after leave]
---*/
-- For stays without fee lines; where there are lines, the bed-days on them are compared with the stay instead.
-- The stay's pooled fund x days too many / days declared, on each of its settlements.
WITH excess AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, s.adm, s.dsc, s.los,
        coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name,
        s.ipt_days AS declared,
        s.ipt_days - s.los - getvariable('tolerance_days') AS excess
    FROM stay s
    WHERE s.audited
      AND s.settlements > 0
      AND s.dsc IS NOT NULL
      AND s.lines = 0
      AND s.ipt_days > s.los + getvariable('tolerance_days')
)
SELECT
    x.mdtrt_id, x.fixmedins_code, x.psn_no, v.setl_id,
    x.adm AS begin_date,
    x.dsc AS end_date,
    'settlement' AS row_table,
    v.setl_id AS row_id,
    greatest(0, money_part(v.fund, x.excess, x.declared)) AS claim,
    x.fixmedins_name, x.los, plain(x.declared) AS declared_days, plain(x.excess) AS excess_days
FROM excess x
JOIN valid_settlement v ON v.mdtrt_id = x.mdtrt_id
UNION ALL
SELECT
    x.mdtrt_id, x.fixmedins_code, x.psn_no, NULL, x.adm, x.dsc, 'encounter', x.mdtrt_id, 0,
    x.fixmedins_name, x.los, plain(x.declared), plain(x.excess)
FROM excess x
