/*---
id: outages
title: { zh: 核验设备故障, en: Outages of attendance devices }
doc:
  zh: 平时有刷脸成功的机构，在有患者住院的日子里没有一次刷脸成功的日子。请机构说明；这些日子不作为患者不在院的依据
  en: Days with patients in the house on which no face was recognised, of institutions that recognise faces on other days. The institution answers for them; they are no sign that a patient was away
catalogue: A6
requires: [stay, attendance_log]
lookback: 3 months
columns:
  fixmedins_code: { zh: 机构编码, en: Code }
  fixmedins_name: { zh: 机构名称, en: Institution }
  day: { zh: 日期, en: Day }
  patients: { zh: 在院人数, en: Patients }
  checks: { zh: 刷脸次数, en: Checks }
  failed: { zh: 设备失败次数, en: Device failed }
---*/
WITH face AS (
    SELECT fixmedins_code, CAST(check_time AS DATE) AS day, upper(trim(result)) AS result
    FROM attendance_log
    WHERE upper(trim(check_kind)) = 'FACE'
), in_house AS (
    SELECT
        fixmedins_code, psn_no,
        unnest(day_series(
            greatest(plus_days(adm, 1), getvariable('window_from')),
            least(coalesce(dsc, plus_days(adm, los)), getvariable('window_to')))) AS day
    FROM stay
    WHERE fixmedins_code IN (SELECT fixmedins_code FROM face WHERE result = 'MATCH')
), present AS (
    SELECT fixmedins_code, day, count(DISTINCT psn_no) AS patients FROM in_house GROUP BY ALL
), checked AS (
    SELECT
        fixmedins_code, day, count(*) AS checks, count(*) FILTER (result = 'MATCH') AS found,
        count(*) FILTER (result = 'DEVICE_FAIL') AS failed
    FROM face
    GROUP BY ALL
)
SELECT
    p.fixmedins_code, k.fixmedins_name, p.day, p.patients, coalesce(c.checks, 0) AS checks, coalesce(c.failed, 0) AS failed
FROM present p
LEFT JOIN checked c ON c.fixmedins_code = p.fixmedins_code AND c.day = p.day
LEFT JOIN institution_kind k ON k.fixmedins_code = p.fixmedins_code
WHERE coalesce(c.found, 0) = 0
ORDER BY p.fixmedins_code, p.day
