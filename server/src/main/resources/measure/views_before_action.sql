-- title: Violating views before restriction
-- kind: views
-- rows: draws
-- meaning: Views a day that went to content breaking the policy which was restricted on that day or later: how far it reached before action, in views. Of a sampled day; from the same random samples, with the day's views known.
select d.policy, d.day, d.ordinal, d.unit, d.views, d.probability, d.pivots, d.day_views, d.label,
  d.by_judge, d.breaks, d.audit_probability, d.audited, d.truth, d.said, d.second_probability, d.settled,
  case when (
    select min(r.at) from review.statement r
    where r.entity = d.unit and r.policy = d.policy and r.at <= :as_of) >= d.day at time zone 'UTC'
    then array['action'] else '{}'::text[] end as sources
from ({rows}) d order by d.policy, d.day, d.ordinal
