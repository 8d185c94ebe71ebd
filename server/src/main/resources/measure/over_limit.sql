-- title: Days over a reviewer's soft limit
-- kind: share
-- meaning: Of the days on which a reviewer with limits worked, the share on which more was shown than the soft limit says.
select '' as policy, count(*) filter (where d.seen > r.soft) as hits, count(*) as cases
from (
  select reviewer, (at at time zone 'UTC')::date as day, count(*) as seen
  from review.view where at >= :from and at < :to and at <= :as_of
  group by reviewer, (at at time zone 'UTC')::date
) d join review.reviewer r on r.name = d.reviewer
