/*---
id: attendance
title: { zh: 在院核验与挂床日, en: Attendance checks and days without care }
doc:
  zh: 本月结算的住院中收取床位费而无诊疗的日子（入院日、出院日除外），按当天的在院核验分为：confirmed 缺席或不符，cleared 核验成功（人在院），outage 设备故障（当天全院没有一次核验成功，由机构说明，不归于患者；查房等人工核验不受影响），unchecked 当天未核验。规则 phantom-bed-days 不认定核验成功的日子，并把缺席与不符列为证据
  en: Days of stays settled in the month on which a bed was charged and no care given (admission and discharge aside), by that day's attendance checks, confirmed (absent, or another face), cleared (found, so the patient was there), outage (no check succeeded in the whole institution that day; it answers for it, not the patient; rounds by people are not touched by it) or unchecked. Rule phantom-bed-days leaves days out on which the patient was found, and shows absences as evidence
catalogue: A6
requires: [stay, stay_day, attendance_log]
lookback: 3 months
columns:
  verdict: { zh: 结论, en: Verdict }
  fixmedins_code: { zh: 机构编码, en: Code }
  fixmedins_name: { zh: 机构名称, en: Institution }
  mdtrt_id: { zh: 就诊号, en: Stay }
  admitted: { zh: 入院日期, en: Admitted }
  discharged: { zh: 出院日期, en: Discharged }
  days_seen: { zh: 核验成功天数, en: Days found }
  days_missed: { zh: 缺席不符天数, en: Days missed }
  days_without_care: { zh: 无诊疗天数, en: Days without care }
  confirmed: { zh: 证实, en: Confirmed }
  cleared: { zh: 排除, en: Cleared }
  outage: { zh: 设备故障, en: Outage }
  unchecked: { zh: 未核验, en: Unchecked }
---*/
WITH seen AS (
    SELECT fixmedins_code, psn_no, CAST(check_time AS DATE) AS day, upper(trim(result)) AS result, upper(trim(check_kind)) <> 'FACE' AS by_people
    FROM attendance_log
), working AS (
    SELECT DISTINCT fixmedins_code, day FROM seen WHERE result = 'MATCH'
), watched AS (
    SELECT
        s.mdtrt_id, s.fixmedins_code, s.fixmedins_name, s.adm, s.dsc, s.psn_no, d.day,
        d.bed AND NOT d.care AND d.day > s.adm AND d.day < s.dsc AS idle
    FROM stay s
    JOIN stay_day d ON d.mdtrt_id = s.mdtrt_id
    WHERE s.audited AND s.settlements > 0 AND s.dsc IS NOT NULL AND s.fixmedins_code IN (SELECT fixmedins_code FROM seen)
), judged AS (
    SELECT
        w.mdtrt_id, w.fixmedins_code, w.fixmedins_name, w.adm, w.dsc, w.day, w.idle,
        CASE WHEN coalesce(bool_or(c.result = 'MATCH'), false) THEN 'cleared'
             WHEN coalesce(bool_or(c.result IN ('ABSENT', 'MISMATCH') AND (c.by_people OR k.day IS NOT NULL)), false) THEN 'confirmed'
             WHEN k.day IS NULL OR coalesce(bool_or(c.result = 'DEVICE_FAIL'), false) THEN 'outage'
             ELSE 'unchecked' END AS verdict
    FROM watched w
    LEFT JOIN seen c ON c.fixmedins_code = w.fixmedins_code AND c.psn_no = w.psn_no AND c.day = w.day
    LEFT JOIN working k ON k.fixmedins_code = w.fixmedins_code AND k.day = w.day
    GROUP BY w.mdtrt_id, w.fixmedins_code, w.fixmedins_name, w.adm, w.dsc, w.day, w.idle, k.day
), counted AS (
    SELECT
        mdtrt_id, fixmedins_code, fixmedins_name, adm, dsc,
        count(*) FILTER (verdict = 'cleared') AS seen,
        count(*) FILTER (verdict = 'confirmed') AS missed,
        count(*) FILTER (idle) AS idle,
        count(*) FILTER (idle AND verdict = 'confirmed') AS confirmed,
        count(*) FILTER (idle AND verdict = 'cleared') AS cleared,
        count(*) FILTER (idle AND verdict = 'outage') AS outage,
        count(*) FILTER (idle AND verdict = 'unchecked') AS unchecked
    FROM judged
    GROUP BY ALL
    HAVING idle > 0
)
SELECT
    CASE WHEN confirmed > 0 THEN 'confirmed' WHEN cleared = idle THEN 'cleared' WHEN outage > 0 THEN 'outage' ELSE 'unchecked' END AS verdict,
    fixmedins_code, fixmedins_name, mdtrt_id, adm AS admitted, dsc AS discharged, seen AS days_seen, missed AS days_missed,
    idle AS days_without_care, confirmed, cleared, outage, unchecked
FROM counted
ORDER BY confirmed DESC, fixmedins_code, mdtrt_id
