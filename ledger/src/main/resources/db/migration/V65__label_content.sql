-- What the entity said when it was judged, as a fingerprint: a person's judgement covers that
-- content, not the next. Null for accounts, and where nothing is known of it.
alter table label add column content text collate "C";
