-- title: Grave cases seen a reviewer and day
-- kind: quantile
-- meaning: On half of the days a reviewer was shown fewer cases of severity 4 or 5 than this.
select '' as policy, count(*) filter (where severity >= 4)::double precision as value
from review.view where at >= :from and at < :to and at <= :as_of
group by reviewer, (at at time zone 'UTC')::date order by value
