-- What networks made of a picture when it was sent; only what the pack of that time read.
create table server.image_look (
  image  text collate "C" primary key references server.image (id),
  kinds  jsonb,
  words  text
);
