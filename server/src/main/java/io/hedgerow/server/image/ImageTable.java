package io.hedgerow.server.image;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.signature.ImageSignature;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.matching.image.signature.SignatureBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** SQL of pictures. Thread-safe. */
final class ImageTable {
  private static final int FETCH = 1_000;
  private static final String SIGNED =
      "select id, hashes, cluster, format, created, signature from server.image"
          + " where signature notnull";

  private final Jdbi jdbi;

  ImageTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Keeps a picture; false when it was there already. */
  boolean add(KeptImage image, Optional<ImageSignature> signature, String author) {
    return jdbi.withHandle(handle ->
        handle.execute(
                "insert into server.image(id, hashes, signature, cluster, format, created, author)"
                    + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                image.id(),
                image.hashes().write(),
                signature.map(SignatureBytes::write).orElse(null),
                image.cluster(),
                image.format(),
                Timestamp.from(image.created()),
                author)
            == 1);
  }

  Optional<KeptImage> find(String id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select id, hashes, cluster, format, created from server.image where id = :id")
            .bind("id", id)
            .map((row, _) -> image(row))
            .findOne());
  }

  Optional<ImageSignature> signature(String id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select signature from server.image where id = :id and signature notnull")
            .bind("id", id)
            .map((row, _) -> SignatureBytes.read(row.getBytes(1)))
            .findOne());
  }

  /** A picture with its signature; empty for one of which only a hash came. */
  Optional<SignedImage> signed(String id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(SIGNED + " and id = :id")
            .bind("id", id)
            .map((row, _) -> signed(row))
            .findOne());
  }

  /** Pictures that have exactly one of these PDQ hashes. */
  List<SignedImage> signed(Collection<Hash256> hashes) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                SIGNED + " and encode(substring(hashes from 6 for 32), 'hex') = any(:hashes)")
            .bindArray("hashes", String.class, hashes.stream().map(Hash256::toString).toList())
            .map((row, _) -> signed(row))
            .list());
  }

  /** Hands over every picture that has a signature, row by row. */
  void forEachSigned(Consumer<SignedImage> taker) {
    streamSigned(SIGNED, taker);
  }

  /** The same for the first picture of every cluster. */
  void forEachFirstSigned(Consumer<SignedImage> taker) {
    streamSigned(SIGNED + " and id = cluster", taker);
  }

  private void streamSigned(String sql, Consumer<SignedImage> taker) {
    jdbi.useTransaction(handle ->
        handle.createQuery(sql).setFetchSize(FETCH).map((row, _) -> signed(row)).forEach(taker));
  }

  /** Hands over every picture, row by row. */
  void forEach(Consumer<KeptImage> taker) {
    stream("select id, hashes, cluster, format, created from server.image", taker);
  }

  /** Hands over the first picture of every cluster. */
  void forEachFirst(Consumer<KeptImage> taker) {
    stream(
        "select id, hashes, cluster, format, created from server.image where id = cluster"
            + " and signature notnull",
        taker);
  }

  private void stream(String sql, Consumer<KeptImage> taker) {
    jdbi.useTransaction(handle ->
        handle.createQuery(sql).setFetchSize(FETCH).map((row, _) -> image(row)).forEach(taker));
  }

  /** Members of a cluster in an order that depends on the seed alone. */
  List<SignedImage> sample(String cluster, long seed, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(SIGNED + " and cluster = :cluster order by md5(id || :seed) limit :limit")
            .bind("cluster", cluster)
            .bind("seed", Long.toString(seed))
            .bind("limit", limit)
            .map((row, _) -> signed(row))
            .list());
  }

  long members(String cluster) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select count(*) from server.image where cluster = :cluster")
            .bind("cluster", cluster)
            .mapTo(Long.class)
            .one());
  }

  /** Entities that carry any of the pictures, with the picture, by name. */
  List<Carrier> carriers(Collection<String> images) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select image, entity from server.image_use where image = any(:images)"
                    + " order by entity, image")
            .bindArray("images", String.class, images)
            .map((row, _) -> new Carrier(row.getString(1), row.getString(2)))
            .list());
  }

  private static SignedImage signed(ResultSet row) throws SQLException {
    return new SignedImage(image(row), SignatureBytes.read(row.getBytes("signature")));
  }

  private static KeptImage image(ResultSet row) throws SQLException {
    return new KeptImage(
        row.getString("id"),
        PictureHashes.read(row.getBytes("hashes")),
        row.getString("cluster"),
        row.getString("format"),
        row.getTimestamp("created").toInstant());
  }
}
