-- title: Reports upheld
-- kind: share
-- meaning: Of the reports filed in the period that people have decided on, the share they found right.
select policy, count(*) filter (where upheld) as hits, count(*) as cases
from review.report
where at >= :from and at < :to and at <= :as_of and upheld is not null
group by policy order by policy
