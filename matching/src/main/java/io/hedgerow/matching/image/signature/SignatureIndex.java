package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.signature.ImageSignature.Region;
import io.hedgerow.matching.image.signature.SignatureProbe.Look;
import io.hedgerow.matching.index.HashIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Many known pictures, looked through at once. Two hash indexes name the candidates, one of parts'
 * hashes and one of corners' descriptors; only those are compared in full, so that every answer is
 * one {@link SignatureMatching} gives for that pair. What the indexes name is less than comparing
 * with everything would find where a copy shares no near part and too few near corners.
 * Thread-safe; searches take no lock.
 */
public final class SignatureIndex {
  /** Corners of a known picture that are indexed; the others serve the comparison. */
  static final int INDEXED_KEYPOINTS = 64;

  private static final int KEYPOINT_DISTANCE = 31;
  private static final int LEAST_VOTES = 2;

  private final HashIndex parts = new HashIndex();
  private final HashIndex corners = new HashIndex();
  private final SlotOwners pictureOfPart = new SlotOwners();
  private final SlotOwners pictureOfCorner = new SlotOwners();
  private final Map<Integer, Entry> pictures = new ConcurrentHashMap<>();
  private int next;

  private record Entry(ImageSignature signature, List<Integer> parts, List<Integer> corners) {}

  /** A known picture that the probe is a copy of. */
  public record Found(int picture, SignatureMatch match) {}

  /** Adds a picture and returns its number. */
  public synchronized int add(ImageSignature signature) {
    int picture = next++;
    List<Integer> partSlots = new ArrayList<>();
    List<Integer> cornerSlots = new ArrayList<>();
    for (Region region : signature.regions()) {
      partSlots.add(add(parts, pictureOfPart, region.hash(), picture));
    }
    List<Keypoint> keypoints = signature.keypoints();
    int step = Math.max(1, keypoints.size() / INDEXED_KEYPOINTS);
    for (int i = 0; i < keypoints.size(); i += step) {
      cornerSlots.add(add(corners, pictureOfCorner, keypoints.get(i).descriptor(), picture));
    }
    pictures.put(picture, new Entry(signature, partSlots, cornerSlots));
    return picture;
  }

  private static int add(HashIndex index, SlotOwners owners, Hash256 hash, int owner) {
    owners.set(index.slots(), owner); // before it can be found
    return index.add(hash);
  }

  /** The picture is found no more; false if it was not there. */
  public synchronized boolean remove(int picture) {
    Entry entry = pictures.remove(picture);
    if (entry == null) {
      return false;
    }
    entry.parts().forEach(parts::remove);
    entry.corners().forEach(corners::remove);
    return true;
  }

  public int size() {
    return pictures.size();
  }

  /** Every known picture the probe is a copy of, the surest first. */
  public List<Found> search(SignatureProbe probe) {
    Set<Integer> candidates = new HashSet<>();
    nameByParts(probe, candidates);
    nameByCorners(probe.keypoints(), candidates);
    nameByCorners(probe.mirrored(), candidates);
    List<Found> found = new ArrayList<>();
    for (int picture : candidates) {
      Entry entry = pictures.get(picture);
      if (entry != null) { // else removed since
        SignatureMatching.match(probe, entry.signature())
            .ifPresent(match -> found.add(new Found(picture, match)));
      }
    }
    found.sort((one, other) -> {
      int order = one.match().compareTo(other.match());
      return order != 0 ? order : Integer.compare(one.picture(), other.picture());
    });
    return Collections.unmodifiableList(found);
  }

  private void nameByParts(SignatureProbe probe, Set<Integer> candidates) {
    for (Look look : probe.looks()) {
      for (var hit : parts.search(look.hash(), SignatureMatching.MOST_DISTANCE)) {
        candidates.add(pictureOfPart.of(hit.slot()));
      }
    }
  }

  private void nameByCorners(List<Keypoint> seen, Set<Integer> candidates) {
    Map<Integer, Integer> votes = new HashMap<>();
    for (Keypoint keypoint : seen) {
      Set<Integer> named = new HashSet<>();
      for (var hit : corners.search(keypoint.descriptor(), KEYPOINT_DISTANCE)) {
        int picture = pictureOfCorner.of(hit.slot());
        if (named.add(picture)) {
          votes.merge(picture, 1, Integer::sum);
        }
      }
    }
    votes.forEach((picture, count) -> {
      if (count >= LEAST_VOTES) {
        candidates.add(picture);
      }
    });
  }
}
