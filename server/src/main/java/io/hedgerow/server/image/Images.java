package io.hedgerow.server.image;

import io.hedgerow.matching.image.signature.ImageSignature;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.matching.image.signature.SignatureMatch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/**
 * Every picture that was sent, by its hashes; the pictures themselves are not kept. Near-duplicates
 * share a cluster, the entity {@code image:CLUSTER}. Thread-safe.
 */
public final class Images {
  private static final int REMEMBERED = 10_000;

  private final ImageTable table;
  private final LookTable looks;
  private final Clusters clusters;
  private final InstantSource clock;
  private final Map<String, PictureHashes> recent = new Recent<>();
  private final Map<String, ImageLook> recentLooks = new Recent<>();

  private Images(Jdbi jdbi, InstantSource clock) {
    table = new ImageTable(jdbi);
    looks = new LookTable(jdbi);
    clusters = new Clusters(table::signature);
    this.clock = clock;
  }

  /** Loads the clusters that are kept. */
  public static Images open(Jdbi jdbi, InstantSource clock) {
    Images images = new Images(jdbi, clock);
    images.table.forEachFirst(first -> images.clusters.add(first.id(), first.hashes()));
    return images;
  }

  /** A kept picture that another is like, and how. */
  public record Like(KeptImage image, SignatureMatch match, ImageSignature signature) {}

  /** Keeps a picture and says to which cluster it belongs; the same bytes again change nothing. */
  public synchronized KeptImage add(Picture picture, String author) {
    Optional<KeptImage> before = table.find(picture.id());
    if (before.isPresent()) {
      return before.get();
    }
    String cluster =
        clusters.like(picture).stream().findFirst().map(Clusters.Like::image).orElse(picture.id());
    KeptImage kept =
        new KeptImage(picture.id(), picture.hashes(), cluster, picture.format(), clock.instant());
    table.add(kept, Optional.of(picture.signature()), author);
    if (cluster.equals(picture.id())) {
      clusters.add(picture.id(), picture.hashes());
    }
    remember(kept.id(), kept.hashes());
    return kept;
  }

  /** Keeps that a picture with this hash was seen, so that it is found when the hash gets known. */
  public void add(ImageReference.Hashed hashed, Instant at) {
    PictureHashes hashes = PictureHashes.bare(hashed.hash(), hashed.quality());
    table.add(
        new KeptImage(hashed.id(), hashes, hashed.id(), "hash", at), Optional.empty(), "hedgerow");
  }

  /** Kept pictures that this one is a near-duplicate of, the surest first. */
  public List<Like> like(Picture picture) {
    return clusters.like(picture).stream()
        .flatMap(like ->
            table.find(like.image()).stream()
                .flatMap(image ->
                    table.signature(like.image()).stream()
                        .map(signature -> new Like(image, like.match(), signature))))
        .toList();
  }

  public Optional<KeptImage> find(String id) {
    return table.find(id);
  }

  /** The hashes that an event's image field leads to; empty for what was never sent here. */
  public Optional<PictureHashes> hashes(ImageReference reference) {
    return switch (reference) {
      case ImageReference.Hashed(var hash, int quality) ->
          Optional.of(PictureHashes.bare(hash, quality));
      case ImageReference.Uploaded(String id) -> remembered(id);
      case ImageReference.Elsewhere _ -> Optional.empty();
    };
  }

  private Optional<PictureHashes> remembered(String id) {
    synchronized (recent) {
      PictureHashes known = recent.get(id);
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<PictureHashes> found = table.find(id).map(KeptImage::hashes);
    found.ifPresent(hashes -> remember(id, hashes));
    return found;
  }

  private void remember(String id, PictureHashes hashes) {
    synchronized (recent) {
      recent.put(id, hashes);
    }
  }

  /** What networks made of a picture when it was sent. */
  public Optional<ImageLook> look(String id) {
    synchronized (recentLooks) {
      ImageLook known = recentLooks.get(id);
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<ImageLook> found = Patience.ask(() -> looks.find(id));
    found.ifPresent(look -> remember(id, look));
    return found;
  }

  /** Keeps what networks made of a picture; what was kept before stays where this has nothing. */
  public void keep(String id, ImageLook look) {
    looks.keep(id, look);
    looks.find(id).ifPresent(whole -> remember(id, whole));
  }

  private void remember(String id, ImageLook look) {
    synchronized (recentLooks) {
      recentLooks.put(id, look);
    }
  }

  /** Hands over every picture, in no order. */
  public void forEach(Consumer<KeptImage> taker) {
    table.forEach(taker);
  }

  /** Who carries any of the pictures. */
  public List<Carrier> carriers(Collection<String> images) {
    return table.carriers(images);
  }

  /** How many pictures a cluster has. */
  public long members(String cluster) {
    return table.members(cluster);
  }

  /**
   * How pure a cluster is: the share of sampled members whose hashes say directly that they are the
   * given picture, in [0, 1].
   *
   * @param seed the same seed, the same sample
   */
  public double purity(KeptImage image, long seed, int sample) {
    List<KeptImage> members = table.sample(image.cluster(), seed, sample);
    long same = members.stream().filter(one -> Clusters.same(one.hashes(), image.hashes())).count();
    return members.isEmpty() ? 1 : (double) same / members.size();
  }

  /** Forgets what was asked for longest ago. */
  private static final class Recent<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > REMEMBERED;
    }
  }
}
