-- title: Hours from post to restriction
-- kind: quantile
-- meaning: Half of the restrictions came sooner than this after the post that broke the policy.
select s.policy, greatest(0, extract(epoch from (s.at - l.time)) / 3600)::double precision as value
from review.statement s join label l on l.id = s.label
where s.at >= :from and s.at < :to and s.at <= :as_of
order by s.policy, value
