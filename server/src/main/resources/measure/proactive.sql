-- title: Found before anybody reported it
-- kind: share
-- meaning: Of the restrictions in the period, the share whose entity nobody had reported by then (the proactive rate of transparency reports).
select s.policy, count(*) filter (where not exists (
    select 1 from review.report r where r.entity = s.entity and r.at < s.at)) as hits,
  count(*) as cases
from review.statement s
where s.at >= :from and s.at < :to and s.at <= :as_of
group by s.policy order by s.policy
