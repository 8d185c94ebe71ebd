-- Logins of people, in the shape that Spring Session wants. A restart logs nobody out.
-- session_id is a hash of what the cookie carries: a copy of this table opens nothing.
create table server.session (
  primary_id            text primary key,
  session_id            text not null unique,
  creation_time         bigint not null,
  last_access_time      bigint not null,
  max_inactive_interval int not null,
  expiry_time           bigint not null,
  principal_name        text
);

create index session_expiry on server.session (expiry_time);

create table server.session_attributes (
  session_primary_id text not null references server.session (primary_id) on delete cascade,
  attribute_name     text not null,
  attribute_bytes    bytea not null,
  primary key (session_primary_id, attribute_name)
);

-- Raised whenever the logins made before must end: a new password, other roles, a disabled account.
alter table server.person add column epoch integer not null default 0;
