-- title: Scores and traffic that drifted
-- kind: count
-- meaning: Scores of models, shares of countries, languages and other fields, and texts, of which some week up to a day in the period was unlike the four weeks before: a population stability index above 0.25 (and for scores a Kolmogorov-Smirnov test below 0.001), or for texts a permutation test of their embeddings below 0.001. Each counts once a week.
select '' as policy, (select count(*) from server.traffic_alarm a where a.kind <> 'spike'
  and a.hour >= :from and a.hour < :to and a.at <= :as_of) as value
where exists (select 1 from server.traffic_drift d where d.day >= (:from at time zone 'UTC')::date
  and d.day < (:to at time zone 'UTC')::date and d.at <= :as_of)
