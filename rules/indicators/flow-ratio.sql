/*---
id: flow-ratio
title: { zh: 流入流出比, en: Inflow to outflow }
doc:
  zh: 外地参保人在本统筹区（区划前四位）就医的基金支付 ÷ 本地参保人在外地就医的基金支付；只列有本地参保人在本地就医的统筹区
  en: What funds paid in the pooling area (four digits of the division) for people insured elsewhere over what was paid elsewhere for its own; areas in which some of their own were treated
catalogue: I7
requires: [valid_settlement, valid_settlement.insu_admdvs, valid_settlement.admdvs]
lookback: 24 months
measures:
  flow-ratio: { title: { zh: 流入流出比（基金）, en: Inflow to outflow (fund) }, unit: ratio, money: both }
  flow-visits: { title: { zh: 流入流出比（人次）, en: Inflow to outflow (settlements) }, unit: ratio }
---*/
WITH moved AS (
    SELECT
        unnest(figure_periods(month)) AS period, left(insu_admdvs, 4) AS insured_in, left(admdvs, 4) AS treated_in, fund
    FROM valid_settlement
    WHERE insu_admdvs IS NOT NULL AND admdvs IS NOT NULL
), own AS (
    SELECT DISTINCT treated_in AS area FROM moved WHERE insured_in = treated_in
), summed AS (
    SELECT
        m.period, o.area,
        coalesce(sum(m.fund) FILTER (m.treated_in = o.area), 0) AS inflow,
        coalesce(sum(m.fund) FILTER (m.insured_in = o.area), 0) AS outflow,
        count(*) FILTER (m.treated_in = o.area) AS came,
        count(*) FILTER (m.insured_in = o.area) AS went
    FROM moved m
    JOIN own o ON (m.treated_in = o.area OR m.insured_in = o.area) AND m.treated_in <> m.insured_in
    GROUP BY ALL
)
SELECT
    unnest(['flow-ratio', 'flow-visits']) AS measure, period, 'area' AS scope, area || '00' AS subject, NULL AS subject_name,
    NULL AS peers,
    unnest([inflow, came]) AS numerator,
    unnest([outflow, went]) AS denominator
FROM summed
