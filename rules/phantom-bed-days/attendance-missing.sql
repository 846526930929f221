/*---
id: attendance-missing
title: { zh: 在院核验缺失（人脸、查房）, en: Not found in the ward when checked }
grade: suspect
tier: 2
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: A6
params:
  max_gap_hours:
    type: integer
    default: 24
    min: 1
    max: 168
    doc: { zh: 两次核验成功之间最多几小时（公开规则配置为 24）, en: Most hours between two successful checks (24 in a published configuration) }
  min_failed:
    type: integer
    default: 2
    min: 1
    max: 30
    doc: { zh: 至少几天核验缺失（经验值）, en: "Fewest days without a successful check (experience, no official figure)" }
  min_coverage:
    type: decimal
    default: 0.3
    min: 0
    max: 1
    doc:
      zh: 当日在院患者中核验过的比例低于此值，视为抽查而非全员核验（经验值）
      en: "Below this share of the patients in house checked on a day the check was a sample and not asked of all (experience, no official figure)"
  child_age:
    type: integer
    default: 7
    min: 0
    max: 18
    doc: { zh: 不满此年龄的儿童不判断, en: Children below this age are not judged }
  exempt_words:
    type: list
    default: [重症, ICU, 感染, 传染, 新生儿, 隔离]
    doc:
      zh: 科室或收费名称含有这些词的不判断（设备无法移动）
      en: Words in a department or a charge that exempt (the device cannot be moved there)
requires: [stay, encounter.endtime | stay.dsc, stay_day, effective_line, attendance_log]
lookback: 3 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND dsc IS NOT NULL AND lines > 0 AND fixmedins_code IN (SELECT fixmedins_code FROM attendance_log)
key: [mdtrt_id]
message:
  zh: "{fixmedins_name} 住院 {los} 天，其中 {failed_days} 天无成功的在院核验（核验为缺席或不符 {negative_days} 天）"
  en: "{fixmedins_name}: on {failed_days} of {los} days the patient was not found in the ward (absent or another face on {negative_days})"
false_positives:
  zh: [设备故障（当日全院无成功核验的不计）, 重症、感染、手术当日, 儿童, 经批准请假离院, 抽查]
  en: [a device that failed (days without any successful check there do not count), "intensive care, infections, the day of an operation", children, leave with permission, checks of samples only]
---*/
-- Days strictly between admission and discharge without a successful check, while the institution had some that day and checked more than a sample, and
-- the checks around them are too far apart. Claimed are the charges by the day for those days, of a line posted for many days their share.
WITH seen AS (
    SELECT fixmedins_code, psn_no, check_time, CAST(check_time AS DATE) AS day, upper(trim(result)) AS result
    FROM attendance_log
    WHERE check_time IS NOT NULL
), candidate AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, s.begntime, s.endtime, s.adm, s.dsc, s.los,
        coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name
    FROM stay s
    LEFT JOIN encounter e ON e.mdtrt_id = s.mdtrt_id
    WHERE s.audited
      AND s.settlements > 0
      AND NOT is_yes(s.nwb_flag)
      AND coalesce(birthday(s.brdy, getvariable('child_age')) <= s.adm, true)
      AND NOT has_word(concat_ws(' ', e.adm_dept_name, s.dept), getvariable('exempt_words'))
), in_house AS (
    SELECT s.fixmedins_code, d.day, s.psn_no
    FROM stay_day d
    JOIN stay s ON s.mdtrt_id = d.mdtrt_id
    WHERE s.fixmedins_code IN (SELECT fixmedins_code FROM seen)
), asked AS (
    -- days on which the institution's checks work and are asked of all
    SELECT h.fixmedins_code, h.day
    FROM in_house h
    LEFT JOIN (SELECT DISTINCT fixmedins_code, day, psn_no FROM seen) c
      ON c.fixmedins_code = h.fixmedins_code AND c.day = h.day AND c.psn_no = h.psn_no
    GROUP BY h.fixmedins_code, h.day
    HAVING count(DISTINCT c.psn_no) >= getvariable('min_coverage') * count(DISTINCT h.psn_no)
       AND (h.fixmedins_code, h.day) IN (SELECT (fixmedins_code, day) FROM seen WHERE result = 'MATCH')
), excused AS (
    SELECT DISTINCT mdtrt_id, fee_date AS day
    FROM effective_line
    WHERE mdtrt_id IN (SELECT mdtrt_id FROM candidate)
      AND (charge_class = '06' OR has_word(hilist_name, getvariable('exempt_words')))
), missed AS (
    SELECT
        c.mdtrt_id, d.day, c.begntime, c.endtime,
        bool_or(s.result IN ('ABSENT', 'MISMATCH') AND s.day = d.day) AS negative,
        max(CASE WHEN s.result = 'MATCH' AND s.day < d.day THEN s.check_time END) AS before,
        min(CASE WHEN s.result = 'MATCH' AND s.day > d.day THEN s.check_time END) AS after
    FROM candidate c
    JOIN stay_day d ON d.mdtrt_id = c.mdtrt_id AND d.day > c.adm
    JOIN asked a ON a.fixmedins_code = c.fixmedins_code AND a.day = d.day
    LEFT JOIN excused x ON x.mdtrt_id = c.mdtrt_id AND x.day = d.day
    LEFT JOIN seen s ON s.fixmedins_code = c.fixmedins_code AND s.psn_no = c.psn_no AND s.day BETWEEN c.adm AND c.dsc
    WHERE x.mdtrt_id IS NULL
    GROUP BY c.mdtrt_id, d.day, c.begntime, c.endtime
    HAVING NOT bool_or(coalesce(s.result IN ('MATCH', 'DEVICE_FAIL') AND s.day = d.day, false))
), failed AS (
    SELECT mdtrt_id, day, coalesce(negative, false) AS negative
    FROM missed
    -- without a discharge there is no end of the gap
    WHERE minutes_between(coalesce(before, begntime), coalesce(after, endtime)) > 60 * getvariable('max_gap_hours')
), flagged AS (
    SELECT
        c.mdtrt_id, c.psn_no, c.fixmedins_code, c.fixmedins_name, c.adm, c.dsc, c.los,
        count(*) AS failed_days, count(*) FILTER (WHERE d.negative) AS negative_days
    FROM failed d
    JOIN candidate c ON c.mdtrt_id = d.mdtrt_id
    GROUP BY c.mdtrt_id, c.psn_no, c.fixmedins_code, c.fixmedins_name, c.adm, c.dsc, c.los
    HAVING count(*) >= getvariable('min_failed')
), row_of AS (
    SELECT
        d.mdtrt_id, l.setl_id, min(d.day) AS begin_date, max(d.day) AS end_date,
        'fee_line' AS row_table, l.feedetl_sn AS row_id, money_part(l.fund, count(*), l.units) AS claim
    FROM failed d
    JOIN day_charge l ON l.mdtrt_id = d.mdtrt_id AND d.day BETWEEN l.from_day AND l.to_day
    GROUP BY d.mdtrt_id, l.setl_id, l.feedetl_sn, l.fund, l.units
    UNION ALL
    SELECT mdtrt_id, NULL, adm, dsc, 'encounter', mdtrt_id, 0 FROM flagged
)
SELECT
    f.mdtrt_id, f.fixmedins_code, f.psn_no, r.setl_id, r.begin_date, r.end_date, r.row_table, r.row_id, r.claim,
    f.fixmedins_name, f.los, f.failed_days, f.negative_days
FROM flagged f
JOIN row_of r ON r.mdtrt_id = f.mdtrt_id
