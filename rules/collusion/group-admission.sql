/*---
id: group-admission
title: { zh: 成批住院、成批出院, en: Admitted or discharged as a group from one place }
grade: clue
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: [L1, L5]
params:
  min_persons:
    type: integer
    default: 5
    min: 2
    max: 1000
    doc: { zh: 同村（社区、单位）至少几人, en: "Fewest persons of one village, neighbourhood or employer" }
  span_days:
    type: integer
    default: 1
    min: 0
    max: 7
    doc: { zh: 入院（出院）日相差不超过几天, en: Largest difference of the days of admission (discharge) }
  factor:
    type: decimal
    default: 3
    min: 1
    max: 100
    doc: { zh: 须超过期望人数的几倍, en: They are more than this multiple of the expected number }
  max_chance:
    type: decimal
    default: 0.0001
    min: 0.00000001
    max: 0.1
    doc: { zh: 泊松概率须小于, en: The Poisson probability is below this }
  exempt_dx:
    type: list
    default: [A0, T5, T6, S, H25, H26, O80, O82]
    doc:
      zh: 不计的诊断编码前缀（肠道传染病、中毒、外伤等集体事件，白内障筛查手术，分娩）
      en: "Diagnosis prefixes that do not count (intestinal infection, poisoning and injury of common events, cataract campaigns, deliveries)"
  exempt_traits:
    type: list
    default: [injury, dialysis, chemo, maternity]
    doc: { zh: 不计的医疗类别特征, en: Traits of medical types that do not count }
  exempt_words:
    type: list
    default: [养老院, 敬老院, 福利院, 护理院, 养护院]
    doc: { zh: 住址含有这些词的不计（集中供养）, en: "Addresses with one of these words do not count (homes for the aged)" }
requires: [stay, person.live_addr | insurance.emp_no]
lookback: 12 months
population:
  SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND dsc IS NOT NULL
  AND psn_no IN (SELECT psn_no FROM person WHERE village_of(live_addr) IS NOT NULL UNION SELECT psn_no FROM insurance WHERE emp_no IS NOT NULL)
key: [fixmedins_code, event, place, first_day]
message:
  zh: "{fixmedins_name} 自 {first_day} 起 {days} 天内，同{kind_zh}（{place}）{persons} 人{event_zh}，期望 {expected} 人（{same_los} 人住院天数相同，基金共支付 {fund} 元）"
  en: "{fixmedins_name}: {persons} persons of one {kind_en} ({place}) {event_en} within {days} days from {first_day}, where {expected} are expected (of equal length of stay: {same_los}; fund in all {fund} yuan)"
false_positives:
  zh: [聚集性疫情、食物中毒、事故（诊断排除）, 白内障等筛查手术, 养老院（住址排除）, 只服务一村的机构（按其平时比例计算）, 集中就诊日（按当日全院人次计算）]
  en: ["outbreaks, food poisoning, accidents (left out by diagnosis)", cataract and other campaigns, homes for the aged (left out by address), an institution that serves one village (its usual share counts), busy days (the day's volume counts)]
---*/
-- Admissions, and discharges, of one institution by the village of the address and by the employer, within a few days. Expected is the larger of what the place sends in as
-- many days at other times and of what its usual odds against all others give for that volume. Shows where to look and claims no money.
WITH home AS (
    SELECT psn_no, 'village' AS kind, village_of(live_addr) AS place
    FROM person
    WHERE NOT has_word(live_addr, getvariable('exempt_words')) AND village_of(live_addr) IS NOT NULL
    UNION
    SELECT psn_no, 'employer', emp_no FROM insurance WHERE emp_no IS NOT NULL
), counted_stay AS (
    SELECT *
    FROM stay
    WHERE settlements > 0 AND dsc IS NOT NULL
      AND NOT has_prefix(dx, getvariable('exempt_dx'))
      AND NOT has_any_trait(traits, getvariable('exempt_traits'))
), happened AS (
    SELECT fixmedins_code, mdtrt_id, psn_no, 'admission' AS event, adm AS day FROM counted_stay
    UNION ALL
    SELECT fixmedins_code, mdtrt_id, psn_no, 'discharge', dsc FROM counted_stay
), daily AS (
    SELECT h.fixmedins_code, h.event, p.kind, p.place, h.day, count(DISTINCT h.psn_no) AS persons
    FROM happened h
    JOIN home p ON p.psn_no = h.psn_no
    GROUP BY h.fixmedins_code, h.event, p.kind, p.place, h.day
), near AS (
    SELECT d.fixmedins_code, d.event, d.kind, d.place, d.day, sum(o.persons) AS persons
    FROM daily d
    JOIN daily o
      ON o.fixmedins_code = d.fixmedins_code AND o.event = d.event AND o.kind = d.kind AND o.place = d.place
     AND o.day BETWEEN d.day AND plus_days(d.day, getvariable('span_days'))
    GROUP BY d.fixmedins_code, d.event, d.kind, d.place, d.day
    HAVING sum(o.persons) >= getvariable('min_persons')
), best AS (
    SELECT n.*
    FROM near n
    WHERE NOT EXISTS (
        SELECT 1 FROM near o
        WHERE o.fixmedins_code = n.fixmedins_code AND o.event = n.event AND o.kind = n.kind AND o.place = n.place
          AND o.day <> n.day AND abs(days_between(o.day, n.day)) <= getvariable('span_days')
          AND (o.persons > n.persons OR (o.persons = n.persons AND o.day < n.day)))
), place_total AS (
    SELECT fixmedins_code, event, kind, place, sum(persons) AS persons FROM daily GROUP BY fixmedins_code, event, kind, place
), all_day AS (
    SELECT fixmedins_code, event, day, count(DISTINCT psn_no) AS persons FROM happened GROUP BY fixmedins_code, event, day
), all_total AS (
    SELECT fixmedins_code, event, sum(persons) AS persons, days_between(min(day), max(day)) + 1 AS days FROM all_day GROUP BY fixmedins_code, event
), all_near AS (
    SELECT b.fixmedins_code, b.event, b.kind, b.place, b.day, sum(a.persons) AS persons
    FROM best b
    JOIN all_day a
      ON a.fixmedins_code = b.fixmedins_code AND a.event = b.event AND a.day BETWEEN b.day AND plus_days(b.day, getvariable('span_days'))
    GROUP BY b.fixmedins_code, b.event, b.kind, b.place, b.day
), judged AS (
    SELECT
        b.*,
        greatest(
            -- what the place sends in so many days at other times
            coalesce((p.persons - b.persons) * (getvariable('span_days') + 1) / nullif(greatest(t.days - getvariable('span_days') - 1, 0), 0), 0),
            -- its usual odds x the others of these days
            coalesce((p.persons - b.persons) * (a.persons - b.persons) / nullif(t.persons - a.persons - p.persons + b.persons, 0), 0)) AS expected
    FROM best b
    JOIN place_total p ON p.fixmedins_code = b.fixmedins_code AND p.event = b.event AND p.kind = b.kind AND p.place = b.place
    JOIN all_near a ON a.fixmedins_code = b.fixmedins_code AND a.event = b.event AND a.kind = b.kind AND a.place = b.place AND a.day = b.day
    JOIN all_total t ON t.fixmedins_code = b.fixmedins_code AND t.event = b.event
    -- without anything at other times nobody knows what is usual
    WHERE t.persons > a.persons
), unusual AS (
    SELECT *
    FROM judged
    WHERE persons > getvariable('factor') * expected AND poisson_tail(persons, expected) < getvariable('max_chance')
), member AS (
    SELECT
        u.fixmedins_code, u.event, u.kind, u.place, u.day AS first_day, u.expected, s.mdtrt_id, s.psn_no, s.adm, s.dsc, s.los, s.fund, s.audited,
        count(*) OVER (PARTITION BY u.fixmedins_code, u.event, u.kind, u.place, u.day, s.los) AS same_los
    FROM unusual u
    JOIN happened h ON h.fixmedins_code = u.fixmedins_code AND h.event = u.event AND h.day BETWEEN u.day AND plus_days(u.day, getvariable('span_days'))
    JOIN home p ON p.psn_no = h.psn_no AND p.kind = u.kind AND p.place = u.place
    JOIN counted_stay s ON s.mdtrt_id = h.mdtrt_id
), flagged AS (
    SELECT
        fixmedins_code, event, kind, place, first_day, max(expected) AS expected, count(DISTINCT psn_no) AS persons, max(same_los) AS same_los, sum(fund) AS fund
    FROM member
    GROUP BY fixmedins_code, event, kind, place, first_day
    HAVING bool_or(audited) AND count(DISTINCT psn_no) >= getvariable('min_persons')
)
SELECT
    m.fixmedins_code, m.event, m.place, m.first_day, m.psn_no, m.mdtrt_id,
    text_of(NULL) AS setl_id,
    m.adm AS begin_date,
    m.dsc AS end_date,
    'encounter' AS row_table,
    m.mdtrt_id AS row_id,
    0 AS claim,
    coalesce(k.fixmedins_name, m.fixmedins_code) AS fixmedins_name,
    getvariable('span_days') + 1 AS days,
    f.persons, f.same_los, f.fund,
    plain(round(f.expected, 2)) AS expected,
    CASE m.kind WHEN 'village' THEN '村（社区）' ELSE '单位' END AS kind_zh,
    CASE m.kind WHEN 'village' THEN 'village or neighbourhood' ELSE 'employer' END AS kind_en,
    CASE m.event WHEN 'admission' THEN '入院' ELSE '出院' END AS event_zh,
    CASE m.event WHEN 'admission' THEN 'were admitted' ELSE 'were discharged' END AS event_en
FROM flagged f
JOIN member m
  ON m.fixmedins_code = f.fixmedins_code AND m.event = f.event AND m.kind = f.kind AND m.place = f.place AND m.first_day = f.first_day
LEFT JOIN institution_kind k ON k.fixmedins_code = m.fixmedins_code
