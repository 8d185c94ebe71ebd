-- title: Slices that fell
-- kind: count
-- meaning: Narrow slices of traffic (one country's sign-ups) that were lower in some hour of the period than the same hours of earlier weeks explain, at one false alarm in a thousand hours; a slice counts once a day, and not where all events of its type fell. Unknown while there is not a week of traffic to judge by.
select '' as policy, (select count(*) from server.traffic_alarm a where a.kind = 'fall'
  and a.hour >= :from and a.hour < :to and a.at <= :as_of) as value
where exists (select 1 from server.traffic_look l where l.hour >= :from and l.hour < :to
  and l.missing = '' and l.at <= :as_of)
