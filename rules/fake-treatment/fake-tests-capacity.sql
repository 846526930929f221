/*---
id: fake-tests-capacity
title: { zh: 检查检验量超设备能力, en: "More tests than the devices can do" }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: G1
params:
  hours: { type: decimal, default: 12, min: 1, max: 24, doc: { zh: "设备台账未写时每日开机小时", en: "Hours a day that a device runs when the table does not say" } }
  min_days: { type: integer, default: 1, min: 1, max: 31, doc: { zh: "一个月内至少多少日超过", en: "Fewest such days in a month" } }
requires: [effective_line, device.per_hour]
population:
  SELECT count(*) FROM (SELECT DISTINCT fixmedins_code, hilist_code FROM effective_line WHERE audited)
  WHERE (fixmedins_code, hilist_code) IN (SELECT (fixmedins_code, item_code) FROM device WHERE per_hour > 0
  AND coalesce(greatest(begndate, valid_from), getvariable('window_from')) < getvariable('window_to')
  AND coalesce(least(enddate, valid_to), getvariable('window_from')) >= getvariable('window_from'))
key: [fixmedins_code, item_code, usage_month]
message:
  zh: "{fixmedins_name} {usage_month} 有 {days} 日的 {device_name} 检查量超过设备能力，{worst_day} 为 {used} 次，能力 {capacity} 次"
  en: "{fixmedins_name}, {usage_month}: on {days} days more tests than {device_name} can do, on {worst_day} {used}, capacity {capacity}"
false_positives:
  zh: [集中补记费用的日期, 多部位检查按部位计数, 设备台账未更新, 外送检测]
  en: [days on which charges are entered together, examinations counted by part of the body, an old list of devices, tests sent out]
---*/
-- Tests billed on a day of one item at an institution against its devices: number x most per hour x hours a day. The worst day of a
-- month is shown with its lines; it is a clue and claims nothing.
WITH machine AS (
    SELECT fixmedins_code, item_code, sum(coalesce(cnt, 1) * per_hour * coalesce(hours, getvariable('hours'))) AS capacity, min(device_name) AS device_name, min(begndate) AS begndate
    FROM device
    WHERE item_code IS NOT NULL AND per_hour > 0
      -- in use, and its row in force, on a day of the window
      AND coalesce(greatest(begndate, valid_from), getvariable('window_from')) < getvariable('window_to')
      AND coalesce(least(enddate, valid_to), getvariable('window_from')) >= getvariable('window_from')
    GROUP BY fixmedins_code, item_code
), used AS (
    SELECT l.fixmedins_code, l.hilist_code, l.fee_date, sum(l.cnt) AS used
    FROM effective_line l
    WHERE l.audited
    GROUP BY l.fixmedins_code, l.hilist_code, l.fee_date
), over AS (
    SELECT u.*, m.capacity, m.device_name
    FROM used u
    JOIN machine m ON m.fixmedins_code = u.fixmedins_code AND m.item_code = u.hilist_code
    WHERE u.used > m.capacity
), flagged AS (
    SELECT fixmedins_code, hilist_code, month_of(fee_date) AS usage_month, count(*) AS days
    FROM over
    GROUP BY fixmedins_code, hilist_code, month_of(fee_date)
    HAVING count(*) >= getvariable('min_days')
), worst AS (
    SELECT o.*, f.usage_month, f.days
    FROM over o
    JOIN flagged f ON f.fixmedins_code = o.fixmedins_code AND f.hilist_code = o.hilist_code AND f.usage_month = month_of(o.fee_date)
    QUALIFY row_number() OVER (PARTITION BY o.fixmedins_code, o.hilist_code, f.usage_month ORDER BY ratio(o.used, o.capacity) DESC, o.fee_date) = 1
)
SELECT
    w.fixmedins_code, w.hilist_code AS item_code, w.usage_month,
    l.psn_no, l.mdtrt_id, l.setl_id,
    l.fee_date AS begin_date,
    l.fee_date AS end_date,
    'fee_line' AS row_table,
    l.feedetl_sn AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, w.fixmedins_code) AS fixmedins_name,
    coalesce(w.device_name, w.hilist_code) AS device_name,
    w.days, w.fee_date AS worst_day, plain(w.used) AS used, plain(w.capacity) AS capacity
FROM worst w
JOIN effective_line l ON l.fixmedins_code = w.fixmedins_code AND l.hilist_code = w.hilist_code AND l.fee_date = w.fee_date
LEFT JOIN institution_kind k ON k.fixmedins_code = w.fixmedins_code
