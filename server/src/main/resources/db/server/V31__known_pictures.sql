-- The picture behind a known hash: the PDQ hash of the whole comes first among a picture's hashes.
create index image_pdq on server.image (encode(substring(hashes from 6 for 32), 'hex')) where signature notnull;

-- Clusters that a judgement of a picture covers: its own, and those of pictures that the judged one is in, cropped or
-- written over.
create table server.image_label_reach (
  label   bigint not null references server.image_label (label) on delete cascade,
  cluster text collate "C" not null,
  primary key (label, cluster)
);
create index image_label_reach_cluster on server.image_label_reach (cluster);
insert into server.image_label_reach(label, cluster) select label, cluster from server.image_label;

-- Whether altered copies among the pictures of the past have been looked for.
alter table server.image_label add sought boolean not null default false;
create index image_label_unsought on server.image_label (label) where not sought;
