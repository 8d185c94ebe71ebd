package io.hedgerow.server.image;

import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** SQL of what networks made of pictures. Thread-safe. */
final class LookTable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, Double>> KINDS = new TypeReference<>() {};

  private final Jdbi jdbi;

  LookTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  Optional<ImageLook> find(String image) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select kinds, words from server.image_look where image = :image")
            .bind("image", image)
            .map((row, _) ->
                new ImageLook(
                    Optional.ofNullable(row.getString(1))
                        .map(kinds -> JSON.readValue(kinds, KINDS)),
                    Optional.ofNullable(row.getString(2))))
            .findOne());
  }

  /** Keeps what is there of a look; what was kept before stays where this has nothing. */
  void keep(String image, ImageLook look) {
    jdbi.useHandle(handle ->
        handle.execute(
            "insert into server.image_look(image, kinds, words) values (?, ?::jsonb, ?)"
                + " on conflict (image) do update set"
                + " kinds = coalesce(excluded.kinds, image_look.kinds),"
                + " words = coalesce(excluded.words, image_look.words)",
            image,
            look.kinds().map(JSON::writeValueAsString).orElse(null),
            look.words().map(words -> words.replace("\0", "")).orElse(null)));
  }
}
