-- Slices that are lower than the same hours before raise alarms too; most is then the lowest that chance explains.
alter table server.traffic_alarm drop constraint traffic_alarm_kind_check;
alter table server.traffic_alarm add constraint traffic_alarm_kind_check
  check (kind in ('spike', 'fall', 'mix', 'score', 'text'));
