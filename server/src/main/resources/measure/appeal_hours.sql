-- title: Hours until an appeal is answered
-- kind: quantile
-- meaning: Half of the appeals decided in the period were answered sooner than this.
select s.policy, (extract(epoch from (a.decided - a.filed)) / 3600)::double precision as value
from review.appeal a join review.statement s on s.id = a.statement
where a.decided >= :from and a.decided < :to and a.decided <= :as_of
order by s.policy, value
