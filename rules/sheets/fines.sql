/*---
id: fines
title: { zh: 罚款与损失, en: Fines against the loss }
doc:
  zh: 每家机构至月末认定的违规金额与罚款，罚款是其几倍。倍数是算术，不是建议；条例 38 条为 1–2 倍，40 条为 2–5 倍，由办案人员确定基数。罚款不计入追回
  en: What is upheld against each institution up to the month's end and what it was fined, as a multiple. The multiple is arithmetic, no proposal; article 38 has 1–2, article 40 2–5 times, and the officer decides the base. Fines are never part of the recovery
requires: [posting]
columns:
  fixmedins_code: { zh: 机构编码, en: Code }
  fixmedins_name: { zh: 机构名称, en: Institution }
  upheld: { zh: 认定金额, en: Upheld }
  fined: { zh: 罚款, en: Fined }
  fine_paid: { zh: 已缴罚款, en: Fines paid }
  multiple: { zh: 倍数, en: Multiple }
---*/
WITH summed AS (
    SELECT
        fixmedins_code,
        coalesce(sum(CASE kind WHEN 'upheld' THEN amount WHEN 'lowered' THEN -amount WHEN 'cancelled' THEN -amount END), 0) AS upheld,
        coalesce(sum(amount) FILTER (kind = 'fined'), 0) AS fined,
        coalesce(sum(amount) FILTER (kind = 'fine_paid'), 0) AS fine_paid
    FROM posting
    WHERE posted_on < getvariable('window_to') AND fixmedins_code <> ''
    GROUP BY fixmedins_code
)
SELECT
    s.fixmedins_code, k.fixmedins_name, CAST(s.upheld AS DECIMAL(18, 2)) AS upheld, CAST(s.fined AS DECIMAL(18, 2)) AS fined,
    CAST(s.fine_paid AS DECIMAL(18, 2)) AS fine_paid,
    CAST(round(signed_ratio(s.fined, s.upheld), 1) AS DECIMAL(9, 1)) AS multiple
FROM summed s
LEFT JOIN institution_kind k ON k.fixmedins_code = s.fixmedins_code
WHERE s.fined > 0
ORDER BY s.fined DESC, s.fixmedins_code
