-- title: Appeals
-- kind: count
-- meaning: Objections that users filed in the period.
select s.policy, count(*) as value
from review.appeal a join review.statement s on s.id = a.statement
where a.filed >= :from and a.filed < :to and a.filed <= :as_of
group by s.policy order by s.policy
