-- Which page of views was chained last before a time; there are many pages a day.
create index audit_views on audit (at) where kind = 'content viewed';
