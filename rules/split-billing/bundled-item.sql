/*---
id: bundled-item
title: { zh: 项目内涵重复收费（主项目已含从项目）, en: Charged beside the item that includes it }
grade: violation
tier: 3
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
official: { library: 两库, category: C-项目 }
catalogue: C3
requires: [effective_line, bundle_pair]
lookback: 12 months
population: SELECT count(*) FROM effective_line l WHERE l.audited AND EXISTS (SELECT 1 FROM bundle_pair b WHERE b.main_code = l.hilist_code AND in_region(b.region, l.admdvs) AND in_force(b.valid_from, b.valid_to, l.fee_date))
key: [visit_id, main_code, part_code]
message:
  zh: "{fixmedins_name} 收取 {main_name} 的同时另收其内涵项目 {part_name} {excess_units} 次（{days} 天）"
  en: "{fixmedins_name} charged {part_name} {excess_units} times on {days} days beside {main_name}, which includes it"
false_positives:
  zh: [不同时段分别进行, 不同部位, 两次手术, 项目对不在有效期内]
  en: [done at different times of the day, another part of the body, two operations, a pair that was not in force]
---*/
-- Pairs and their dates stand in table bundle_pair. On one date (or in one stay, as the pair says) the part is claimed up to the
-- quantity of the main item, the latest lines first.
WITH pair AS (
    SELECT DISTINCT main_code, main_name, part_code, part_name, pair_window, valid_from, valid_to, region
    FROM bundle_pair
    WHERE main_code <> part_code
), line AS (
    SELECT l.*, coalesce(l.mdtrt_id, l.setl_id) AS visit_id
    FROM effective_line l
    WHERE coalesce(l.mdtrt_id, l.setl_id) IS NOT NULL AND l.amount > 0
      AND l.hilist_code IN (SELECT main_code FROM pair UNION SELECT part_code FROM pair)
), whole AS (
    SELECT
        m.visit_id, p.main_code, p.part_code,
        CASE WHEN p.pair_window = 'same_stay' THEN NULL ELSE m.fee_date END AS day,
        coalesce(p.main_name, m.hilist_name, m.hilist_code) AS main_name,
        p.part_name, m.cnt
    FROM line m
    JOIN pair p
      ON p.main_code = m.hilist_code AND in_region(p.region, m.admdvs) AND in_force(p.valid_from, p.valid_to, m.fee_date)
    -- a line counts once for a part: the nearest region, the latest
    QUALIFY rank() OVER (PARTITION BY m.feedetl_sn, p.part_code ORDER BY length(rtrim(coalesce(p.region, ''), '0')) DESC) = 1
        AND row_number() OVER (
            PARTITION BY m.feedetl_sn, p.part_code, coalesce(p.pair_window, '') = 'same_stay'
            ORDER BY length(rtrim(coalesce(p.region, ''), '0')) DESC, p.valid_from DESC NULLS LAST, p.valid_to DESC NULLS FIRST, p.main_name, p.part_name) = 1
), main AS (
    SELECT visit_id, main_code, part_code, day, max(main_name) AS main_name, max(part_name) AS part_name, sum(cnt) AS main_cnt
    FROM whole
    GROUP BY ALL
), part AS (
    SELECT
        l.*, m.main_code, m.main_name, coalesce(m.part_name, l.hilist_name, l.hilist_code) AS part_name, m.main_cnt, m.day,
        coalesce(sum(l.cnt) OVER (
            PARTITION BY m.visit_id, m.main_code, m.part_code, m.day
            ORDER BY l.fee_ocur_time DESC, l.feedetl_sn DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS later_cnt
    FROM main m
    JOIN line l ON l.visit_id = m.visit_id AND l.hilist_code = m.part_code AND (m.day IS NULL OR l.fee_date = m.day)
), claimed AS (
    SELECT p.*, greatest(0, least(p.cnt, p.main_cnt - p.later_cnt)) AS units
    FROM part p
), flagged AS (
    SELECT
        c.visit_id, c.main_code, c.hilist_code AS part_code, c.main_name, c.part_name,
        sum(c.units) AS excess_units,
        count(DISTINCT c.fee_date) FILTER (WHERE c.units > 0) AS days
    FROM claimed c
    GROUP BY ALL
    HAVING bool_or(c.audited)
), row_of AS (
    -- a stay-wide pair can meet a day's pair of the same items: a line stands once
    SELECT visit_id, main_code, hilist_code AS part_code, feedetl_sn AS row_id, max(money_part(fund, units, cnt)) AS claim
    FROM claimed
    GROUP BY ALL
    UNION ALL
    SELECT DISTINCT m.visit_id, m.main_code, m.part_code, l.feedetl_sn, 0
    FROM main m
    JOIN line l ON l.visit_id = m.visit_id AND l.hilist_code = m.main_code AND (m.day IS NULL OR l.fee_date = m.day)
)
SELECT
    f.visit_id, f.main_code, f.part_code,
    l.fixmedins_code, l.psn_no, l.mdtrt_id, l.setl_id,
    l.fee_date AS begin_date,
    l.fee_date AS end_date,
    'fee_line' AS row_table,
    r.row_id, r.claim,
    coalesce(k.fixmedins_name, l.fixmedins_code) AS fixmedins_name,
    f.main_name, f.part_name, plain(f.excess_units) AS excess_units, f.days
FROM flagged f
JOIN row_of r ON r.visit_id = f.visit_id AND r.main_code = f.main_code AND r.part_code = f.part_code
JOIN line l ON l.feedetl_sn = r.row_id
LEFT JOIN institution_kind k ON k.fixmedins_code = l.fixmedins_code
