-- title: Draws a judge answered
-- kind: count
-- meaning: Distinct drawn content that a language model, or a labeler whose work is checked, said something of. People look at a random share of its answers and at every positive that weighs much; what they find corrects the rest.
select s.policy, count(*)::double precision as value
from measure.judgement j join measure.sample s on s.id = j.sample
where j.breaks is not null and j.at <= :as_of and s.created <= :as_of
  and s.day >= (:from at time zone 'UTC')::date and s.day < (:to at time zone 'UTC')::date
group by s.policy order by s.policy
