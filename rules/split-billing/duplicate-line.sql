/*---
id: duplicate-line
title: { zh: 完全重复收费, en: The same line charged twice }
grade: violation
tier: 3
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
official: { library: 两库, category: C-项目 }
catalogue: C1
params:
  granularity:
    type: text
    default: minute
    doc:
      zh: 收费时间相同的精度：second（秒）、minute（分）、hour（时）
      en: "How exactly the time of the charge must agree: second, minute, hour"
  suspect_classes:
    type: list
    default: []
    doc:
      zh: 只列为可疑的收费类别（如 06 手术的双侧、08 材料与 09 西药的多瓶多支），默认无
      en: "Charge classes that are only suspect (for example 06 for operations on both sides, 08 and 09 for several bottles); none by default"
requires: [effective_line]
lookback: 1 month
population: SELECT count(*) FROM effective_line WHERE audited
key: [kept_line]
message:
  zh: "{fixmedins_name} 将 {item} {cnt} 次、单价 {pric}（{charged_at}）重复收取 {times} 次"
  en: "{fixmedins_name} charged {item}, quantity {cnt} at {pric} ({charged_at}), {times} times"
false_positives:
  zh: [一日两次或三次给药（按频次各留一笔）, 双侧手术检查（名称不同的不列）, 多瓶多支, 给药频次看不懂（降为可疑）, 收费时间只记到日（降为线索）]
  en: [drugs given twice or three times a day (one line each is kept), both sides of the body (other names are left out), several bottles, a frequency that is not understood (lowered to suspect), times recorded by the day only (lowered to clue)]
---*/
-- Same visit, item and name, time, quantity, price and order number. One line is kept (of a drug, as many as are given a day); the
-- others are claimed. Certain only if the institution records seconds and they agree; times by the day only say too little.
WITH alike AS (
    -- cheap and coarse, so that the rest looks at few lines
    SELECT psn_no, fixmedins_code, hilist_code, cnt, pric, date_trunc('hour', fee_ocur_time) AS hour
    FROM effective_line
    WHERE fee_ocur_time IS NOT NULL AND amount > 0
    GROUP BY psn_no, fixmedins_code, hilist_code, cnt, pric, date_trunc('hour', fee_ocur_time)
    HAVING count(*) > 1 AND bool_or(audited)
), line AS (
    SELECT
        l.*,
        CASE getvariable('granularity')
            WHEN 'second' THEN date_trunc('second', l.fee_ocur_time)
            WHEN 'hour' THEN date_trunc('hour', l.fee_ocur_time)
            ELSE date_trunc('minute', l.fee_ocur_time) END AS charged_at,
        coalesce(l.rx_drord_no, '') AS order_no,
        -- left and right go by one code
        coalesce(trim(l.hilist_name), '') AS wording,
        -- a line that names its order and the time of day may turn up again in another settlement
        CASE WHEN l.rx_drord_no IS NOT NULL AND has_clock(l.fee_ocur_time)
             THEN l.psn_no || '|' || l.fixmedins_code
             ELSE coalesce(l.mdtrt_id, l.setl_id, l.feedetl_sn) END AS visit_id
    FROM alike a
    JOIN effective_line l
      ON l.psn_no = a.psn_no AND l.fixmedins_code = a.fixmedins_code AND l.hilist_code = a.hilist_code
     AND l.cnt = a.cnt AND l.pric = a.pric AND date_trunc('hour', l.fee_ocur_time) = a.hour AND l.amount > 0
), repeated AS (
    SELECT
        visit_id, hilist_code, wording, charged_at, cnt, pric, order_no,
        count(*) AS times,
        count(DISTINCT fee_ocur_time) AS moments
    FROM line
    GROUP BY visit_id, hilist_code, wording, charged_at, cnt, pric, order_no
    HAVING count(*) > 1 AND bool_or(audited)
), day_lines AS (
    SELECT l.psn_no, l.fixmedins_code, l.hilist_code, l.fee_date, count(*) AS lines
    FROM effective_line l
    WHERE l.charge_class IN ('09', '10', '11') AND l.psn_no IN (SELECT psn_no FROM alike)
    GROUP BY l.psn_no, l.fixmedins_code, l.hilist_code, l.fee_date
), clock AS (
    SELECT fixmedins_code, bool_or(has_seconds(fee_ocur_time)) AS to_the_second FROM effective_line GROUP BY fixmedins_code
), ranked AS (
    SELECT
        l.*, r.times, r.moments,
        first_value(l.feedetl_sn) OVER copies AS kept_line,
        row_number() OVER copies AS place,
        -- doses that the day's other lines do not account for may have been posted together
        CASE WHEN l.charge_class IN ('09', '10', '11')
             THEN greatest(1, doses_a_day(l.used_frqu_dscr) - (d.lines - r.times)) ELSE 1 END AS doses
    FROM repeated r
    JOIN line l
      ON l.visit_id = r.visit_id AND l.hilist_code = r.hilist_code AND l.wording = r.wording AND l.charged_at = r.charged_at
     AND l.cnt = r.cnt AND l.pric = r.pric AND l.order_no = r.order_no
    LEFT JOIN day_lines d
      ON d.psn_no = l.psn_no AND d.fixmedins_code = l.fixmedins_code AND d.hilist_code = l.hilist_code AND d.fee_date = l.fee_date
    WINDOW copies AS (
        PARTITION BY r.visit_id, r.hilist_code, r.wording, r.charged_at, r.cnt, r.pric, r.order_no ORDER BY l.fee_ocur_time, l.feedetl_sn)
)
SELECT
    r.kept_line, r.fixmedins_code, r.psn_no, r.mdtrt_id, r.setl_id,
    r.fee_date AS begin_date,
    r.fee_date AS end_date,
    'fee_line' AS row_table,
    r.feedetl_sn AS row_id,
    CASE WHEN r.place <= r.doses THEN 0 ELSE r.fund END AS claim,
    CASE WHEN NOT has_clock(r.fee_ocur_time) THEN 'clue'
         WHEN NOT c.to_the_second OR r.moments > 1 OR array_contains(getvariable('suspect_classes'), r.charge_class)
             OR (r.charge_class IN ('09', '10', '11') AND trim(r.used_frqu_dscr) <> '' AND doses_in_14_days(r.used_frqu_dscr) IS NULL) THEN 'suspect'
         ELSE 'violation' END AS grade,
    coalesce(k.fixmedins_name, r.fixmedins_code) AS fixmedins_name,
    coalesce(r.hilist_name, r.hilist_code) AS item,
    plain(r.cnt) AS cnt, r.pric, r.charged_at, r.times
FROM ranked r
JOIN clock c ON c.fixmedins_code = r.fixmedins_code
LEFT JOIN institution_kind k ON k.fixmedins_code = r.fixmedins_code
WHERE r.times > r.doses
