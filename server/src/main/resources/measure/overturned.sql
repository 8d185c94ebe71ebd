-- title: Appeals overturned
-- kind: share
-- meaning: Of the appeals decided in the period, the share in which the restriction was taken back.
select s.policy, count(*) filter (where a.outcome = 'overturned') as hits, count(*) as cases
from review.appeal a join review.statement s on s.id = a.statement
where a.decided >= :from and a.decided < :to and a.decided <= :as_of
group by s.policy order by s.policy
