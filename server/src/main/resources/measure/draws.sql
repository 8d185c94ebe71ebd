-- Every draw of the period with its label: what the upload said, else the newest decision of a person that
-- stood then. flagged says whether a machine had labelled the entity for the policy by then.
select s.policy, s.day, d.ordinal, d.unit, d.views, d.probability, d.pivots, s.views as day_views,
  coalesce(d.label, (
    select case when v.violates and v.policy = s.policy then 1 else 0 end
    from review.item i join review.verdict v on v.item = i.id
    where i.entity = d.unit and v.at <= :as_of and (v.undone is null or v.undone > :as_of)
    order by v.id desc limit 1)) as label,
  exists (
    select 1 from label l
    where l.entity = d.unit and l.policy = s.policy and l.kind in ('RULE', 'HASH', 'MODEL', 'LLM')
      and l.negates is null and not l.clears and l.created <= :as_of) as flagged
from measure.sample s join measure.draw d on d.sample = s.id
where s.day >= (:from at time zone 'UTC')::date and s.day < (:to at time zone 'UTC')::date
  and s.created <= :as_of
order by s.policy, s.day, d.ordinal
