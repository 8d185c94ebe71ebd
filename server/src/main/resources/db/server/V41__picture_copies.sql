-- Small copies of pictures, for reviewers to look at; drawn anew from pixels, and gone after a while.
create table server.picture_copy (
  image   text collate "C" primary key references server.image (id),
  jpeg    bytea not null,
  created timestamptz not null
);
alter table server.picture_copy alter column jpeg set storage external;
create index picture_copy_created on server.picture_copy (created);
