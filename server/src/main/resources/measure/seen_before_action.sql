-- title: Seen before it was restricted
-- kind: recall
-- rows: draws
-- meaning: Of the views that went to content breaking the policy, the share that went to content restricted on that day or later: its reach before action, which acting sooner would have spared. The rest went to content that was never restricted, or in spite of a restriction that leaves it in sight. From random samples.
select d.policy, d.day, d.ordinal, d.unit, d.views, d.probability, d.pivots, d.day_views, d.label,
  d.by_judge, d.breaks, d.audit_probability, d.audited, d.truth, d.said, d.second_probability, d.settled,
  case when (
    select min(r.at) from review.statement r
    where r.entity = d.unit and r.policy = d.policy and r.at <= :as_of) >= d.day at time zone 'UTC'
    then array['action'] else '{}'::text[] end as sources
from ({rows}) d order by d.policy, d.day, d.ordinal
