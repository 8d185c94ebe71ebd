package io.hedgerow.server.image;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.signature.ImageSignature;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.matching.image.signature.SignatureMatch;
import io.hedgerow.matching.image.signature.SignatureMatching;
import io.hedgerow.matching.image.signature.SignatureProbe;
import io.hedgerow.server.image.KnownPictures.Resembled;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/**
 * Every picture that was sent, by its hashes; of the pictures themselves only {@link PictureCopies}
 * are kept. Near-duplicates share a cluster, the entity {@code image:CLUSTER}. Thread-safe.
 */
public final class Images {
  /** The least share of a cluster's sampled members that are copies, for it to be trusted. */
  public static final double LEAST_PURITY = 0.9;

  private static final int REMEMBERED = 10_000;

  /** How many hashes are looked up in one query. */
  private static final int PAGE = 5_000;

  private final ImageTable table;
  private final LookTable looks;
  private final Clusters clusters;
  private final KnownPictures known = new KnownPictures();
  private final InstantSource clock;
  private final Map<String, PictureHashes> recent = new Recent<>();
  private final Map<String, ImageLook> recentLooks = new Recent<>();
  private final Map<String, Searched> searched = new Recent<>();

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

  /** Known pictures that one was a copy of when so many were known. */
  private record Searched(int among, List<Resembled> found) {}

  /** A kept picture that another is like, and how. */
  public record Like(KeptImage image, SignatureMatch match, ImageSignature signature) {}

  /** Keeps a picture and says to which cluster it belongs; the same bytes again change nothing. */
  public synchronized KeptImage add(Picture picture, String author) {
    Optional<KeptImage> before = table.find(picture.id());
    if (before.isPresent()) {
      return before.get();
    }
    String cluster = cluster(picture);
    KeptImage kept =
        new KeptImage(picture.id(), picture.hashes(), cluster, picture.format(), clock.instant());
    table.add(kept, Optional.of(picture.signature()), author);
    if (cluster.equals(picture.id())) {
      clusters.add(picture.id(), picture.hashes());
    }
    remember(kept.id(), kept.hashes());
    return kept;
  }

  /** Of the nearest near-duplicate; else of a known picture that this is an altered copy of. */
  private String cluster(Picture picture) {
    return clusters.like(picture).stream()
        .findFirst()
        .map(Clusters.Like::image)
        .or(() ->
            known.search(picture.probe()).stream()
                .flatMap(resembled -> table.find(resembled.image()).stream())
                .map(KeptImage::cluster)
                .findFirst())
        .orElse(picture.id());
  }

  /**
   * From now on copies are looked for of the pictures with these PDQ hashes that were sent here.
   */
  public void learn(Collection<Hash256> hashes) {
    List<Hash256> all = List.copyOf(hashes);
    for (int from = 0; from < all.size(); from += PAGE) {
      table.signed(all.subList(from, Math.min(all.size(), from + PAGE))).forEach(this::learn);
    }
  }

  /** From now on copies are looked for of this picture. */
  public void learn(SignedImage picture) {
    known.add(picture.image().id(), picture.image().hashes().hash(), picture.signature());
  }

  /** The picture with its signature; empty if only a hash of it came. */
  public Optional<SignedImage> signed(String id) {
    return table.signed(id);
  }

  /** Pictures with exactly one of these PDQ hashes, as far as they were sent here. */
  public List<SignedImage> signed(Collection<Hash256> hashes) {
    return table.signed(hashes);
  }

  /** Hands over every picture that has a signature, in no order. */
  public void forEachSigned(Consumer<SignedImage> taker) {
    table.forEachSigned(taker);
  }

  /** Known pictures that the probe is a copy of, however altered, the surest first. */
  public List<Resembled> resembled(SignatureProbe probe) {
    return known.search(probe);
  }

  /** Known pictures that the one an event names is a copy of, from what was kept of it. */
  public List<Resembled> resembled(ImageReference reference) {
    return known.size() > 0 && reference instanceof ImageReference.Uploaded(String id)
        ? resembled(id)
        : List.of();
  }

  private List<Resembled> resembled(String id) {
    int among = known.size();
    synchronized (searched) {
      Searched before = searched.get(id);
      if (before != null && before.among() == among) {
        return before.found();
      }
    }
    List<Resembled> found =
        table.signed(id).map(SignedImage::probe).map(known::search).orElse(List.of());
    synchronized (searched) {
      searched.put(id, new Searched(among, found));
    }
    return found;
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

  /** The picture that an event's image field leads to, by the name near-duplicates share. */
  public Optional<String> like(String reference) {
    return switch (ImageReference.of(reference)) {
      case ImageReference.Hashed hashed -> Optional.of(hashed.id());
      case ImageReference.Uploaded(String id) ->
          Optional.of(table.find(id).map(KeptImage::cluster).orElse(id));
      case ImageReference.Elsewhere _ ->
          Optional.of(reference.strip()).filter(text -> !text.isEmpty());
    };
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

  /** What a picture shows something of: its cluster, and whatever carries it. */
  public List<EntityId> shows(KeptImage image) {
    return Stream.concat(
            Stream.of(new EntityId("image", image.cluster())),
            carriers(List.of(image.id())).stream().map(carrier -> EntityId.parse(carrier.entity())))
        .toList();
  }

  /** How many pictures a cluster has. */
  public long members(String cluster) {
    return table.members(cluster);
  }

  /**
   * Clusters of the past whose first picture is an altered copy of a picture, and most of whose
   * sampled members are; the picture's own is left out. Reads every first picture's signature: some
   * 0.2 ms each.
   *
   * @param pictures ids
   * @return by picture
   */
  public Map<String, Set<String>> alteredClusters(Collection<String> pictures, int sample) {
    KnownPictures sought = new KnownPictures();
    Map<String, SignedImage> signed = new LinkedHashMap<>();
    for (String id : pictures) {
      table
          .signed(id)
          .ifPresent(picture -> {
            sought.add(id, picture.image().hashes().hash(), picture.signature());
            signed.put(id, picture);
          });
    }
    Map<String, Set<String>> clusters = new LinkedHashMap<>();
    if (signed.isEmpty()) {
      return clusters;
    }
    table.forEachFirstSigned(first -> {
      String cluster = first.image().cluster();
      for (Resembled resembled : sought.search(first.probe())) {
        SignedImage picture = signed.get(resembled.image());
        if (picture != null && !picture.image().cluster().equals(cluster)) {
          clusters.computeIfAbsent(resembled.image(), _ -> new LinkedHashSet<>()).add(cluster);
        }
      }
    });
    signed.forEach((id, picture) ->
        clusters
            .getOrDefault(id, new LinkedHashSet<>())
            .removeIf(cluster ->
                purity(picture.image(), cluster, cluster.hashCode(), sample) < LEAST_PURITY));
    return clusters;
  }

  /**
   * How pure a cluster is: the share of sampled members that are directly copies of the given
   * picture, by hash or by signature, in [0, 1].
   *
   * @param seed the same seed, the same sample
   */
  public double purity(KeptImage image, String cluster, long seed, int sample) {
    List<SignedImage> members = table.sample(cluster, seed, sample);
    Optional<SignedImage> given = table.signed(image.id());
    long same = members.stream().filter(one -> isCopy(one, image, given)).count();
    return members.isEmpty() ? 1 : (double) same / members.size();
  }

  private static boolean isCopy(SignedImage one, KeptImage other, Optional<SignedImage> signed) {
    return Clusters.same(one.image().hashes(), other.hashes())
        || signed
            .flatMap(known -> SignatureMatching.match(one.probe(), known.signature()))
            .isPresent();
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
