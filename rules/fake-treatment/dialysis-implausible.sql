/*---
id: dialysis-implausible
title: { zh: 透析时空矛盾, en: "Dialysis that cannot have taken place" }
grade: suspect
tier: 3
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: C-项目 }
catalogue: G5
params:
  dialyser_share: { type: decimal, default: 0.80, min: 0.5, max: 1, doc: { zh: "机构至少此比例的透析日另收透析器时，未收透析器的透析日列为可疑", en: "From this share of an institution's session days with a dialyser on, one without is suspicious" } }
  min_days: { type: integer, default: 20, min: 5, max: 1000, doc: { zh: "判断透析器习惯至少需要多少个透析日", en: "Fewest session days of an institution to know its habit" } }
requires: [dialysis_line]
lookback: 3 months
population: |
  SELECT count(*) FROM dialysis_line d WHERE d.dialysis_kind = 'session' AND (d.audited OR EXISTS (
    SELECT 1 FROM stay s WHERE s.audited AND s.psn_no = d.psn_no AND s.fixmedins_code <> d.fixmedins_code AND d.fee_date > s.adm AND d.fee_date < s.dsc))
key: [psn_no, fixmedins_code, dialysis_date]
message:
  zh: "{fixmedins_name} {dialysis_date} 收取透析，但{reason_zh}"
  en: "{fixmedins_name} charged dialysis on {dialysis_date}, but {reason_en}"
false_positives:
  zh: [住院病人经转诊外出透析, 入出院当日, 费用补记在后一日, 透析器打包在透析费内（按机构习惯判断）, 透析器复用, 补录核验（当日另有核验通过的不列）, 住院在透析之后的月份才结算（列出但不计金额，两个月一并核查时计入）]
  en: ["an inpatient sent out for dialysis by referral", days of admission and discharge, charges entered a day late, dialysers included in the price (judged by the habit of the institution), dialysers used again, a check repeated with success on the day, "a stay settled in a later month than the session (listed without money, which an audit of both months claims)"]
---*/
-- Per person, institution and day with a session: (a) an inpatient elsewhere, neither the day of admission nor that of discharge, without a
-- referral; (b) died before; (c) a failed check of presence there on that day and none passed; (d) fewer dialysers than sessions at an
-- institution that nearly always charges them. Claimed are all dialysis lines of the day.
WITH session_day AS (
    SELECT
        psn_no, fixmedins_code, fee_date, bool_or(audited) AS audited,
        sum(cnt) FILTER (dialysis_kind = 'session') AS sessions,
        coalesce(sum(cnt) FILTER (dialysis_kind = 'dialyser'), 0) AS dialysers
    FROM dialysis_line
    GROUP BY psn_no, fixmedins_code, fee_date
    HAVING bool_or(dialysis_kind = 'session')
), habit AS (
    SELECT fixmedins_code
    FROM session_day
    GROUP BY fixmedins_code
    HAVING count(*) >= getvariable('min_days')
       AND ratio(count(*) FILTER (dialysers > 0), count(*)) >= getvariable('dialyser_share')
), reason AS (
    SELECT d.psn_no, d.fixmedins_code, d.fee_date, 1 AS place, 'encounter' AS row_table, s.mdtrt_id AS row_id,
        '该人当日在 ' || coalesce(s.fixmedins_name, s.fixmedins_code) || ' 住院' AS zh,
        'the person lay in ' || coalesce(s.fixmedins_name, s.fixmedins_code) || ' that day' AS en
    FROM session_day d
    JOIN stay s ON s.psn_no = d.psn_no AND s.fixmedins_code <> d.fixmedins_code AND s.adm < d.fee_date AND s.dsc > d.fee_date
    -- the stay may be settled a month after the session
    WHERE (d.audited OR s.audited)
      AND NOT EXISTS (
          SELECT 1
          FROM referral r
          WHERE r.psn_no = d.psn_no AND r.fixmedins_code = s.fixmedins_code AND r.reflin_medins_no = d.fixmedins_code AND is_valid(r.vali_flag)
            AND d.fee_date BETWEEN r.begndate AND coalesce(r.enddate, d.fee_date))
    UNION ALL
    SELECT d.psn_no, d.fixmedins_code, d.fee_date, 0, x.row_table, x.row_id,
        '该人已于 ' || x.die_date || ' 死亡', 'the person had died on ' || x.die_date
    FROM session_day d
    JOIN death x ON x.psn_no = d.psn_no AND x.die_date < d.fee_date
    WHERE d.audited
    UNION ALL
    SELECT d.psn_no, d.fixmedins_code, d.fee_date, 2, 'attendance_log', min(a.check_id), '当日在院核验未通过', 'the check of presence failed that day'
    FROM session_day d
    JOIN attendance_log a
      ON a.psn_no = d.psn_no AND a.fixmedins_code = d.fixmedins_code AND CAST(a.check_time AS DATE) = d.fee_date
    WHERE d.audited
    GROUP BY d.psn_no, d.fixmedins_code, d.fee_date
    HAVING bool_or(a.result IN ('MISMATCH', 'ABSENT')) AND NOT bool_or(a.result = 'MATCH')
    UNION ALL
    SELECT d.psn_no, d.fixmedins_code, d.fee_date, 3, NULL, NULL,
        '透析 ' || plain(d.sessions) || ' 次、透析器 ' || plain(d.dialysers) || ' 个',
        'it goes with ' || plain(d.dialysers) || ' dialysers for ' || plain(d.sessions) || ' sessions'
    FROM session_day d
    JOIN habit h ON h.fixmedins_code = d.fixmedins_code
    WHERE d.audited AND d.dialysers < 1
), flagged AS (
    SELECT psn_no, fixmedins_code, fee_date, string_agg(zh, '；' ORDER BY place, row_id) AS reason_zh, string_agg(en, '; ' ORDER BY place, row_id) AS reason_en
    FROM reason
    GROUP BY psn_no, fixmedins_code, fee_date
), row_of AS (
    SELECT psn_no, fixmedins_code, fee_date, mdtrt_id, setl_id, 'fee_line' AS row_table, feedetl_sn AS row_id, fund AS claim
    FROM dialysis_line
    WHERE dialysis_kind IN ('session', 'combined', 'dialyser', 'heparin')
    UNION ALL
    SELECT psn_no, fixmedins_code, fee_date, NULL, NULL, row_table, row_id, 0 FROM reason WHERE row_id IS NOT NULL
)
SELECT
    f.psn_no, f.fixmedins_code, f.fee_date AS dialysis_date,
    r.mdtrt_id, r.setl_id,
    f.fee_date AS begin_date,
    f.fee_date AS end_date,
    r.row_table, r.row_id, r.claim,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.reason_zh, f.reason_en
FROM flagged f
JOIN row_of r ON r.psn_no = f.psn_no AND r.fixmedins_code = f.fixmedins_code AND r.fee_date = f.fee_date
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
