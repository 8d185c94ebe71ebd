package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.Turn;
import io.hedgerow.matching.image.pdq.Pdq;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The PDQ hashes under which a picture is looked up among known hashes: of the whole, of what lies
 * inside its borders, and of what lies inside its bars and captions; each turned and mirrored in
 * all eight ways. So a copy that was framed, letterboxed, captioned, screenshot or flipped finds
 * the bare hash of the original, with which the field exchanges known pictures.
 *
 * @param seen the whole as it is first, whatever its quality; the others only where their quality
 *     is at least {@value ImageSignature#LEAST_QUALITY}
 */
public record PictureHashes(List<Seen> seen) {
  private static final int VERSION = 1;
  private static final int SEEN_BYTES = 3 + 32;
  private static final int MOST = 120;

  /** What part of the picture was hashed. */
  public enum Part {
    WHOLE("the whole picture"),
    INSIDE_BORDERS("what lies inside its borders"),
    INSIDE_BARS("what lies inside its bars and captions");

    private final String words;

    Part(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /**
   * One hash.
   *
   * @param turn how the part was turned before hashing
   * @param quality in [0, 100]
   */
  public record Seen(Part part, Turn turn, Hash256 hash, int quality) {}

  public PictureHashes {
    seen = List.copyOf(seen);
    if (seen.size() > MOST) {
      throw new IllegalArgumentException(
          "a picture has at most %d hashes, was %d".formatted(MOST, seen.size()));
    }
    if (seen.isEmpty()) {
      throw new IllegalArgumentException("a picture has at least the hash of its whole");
    }
  }

  /** Pure; a few milliseconds. */
  public static PictureHashes of(Pixels picture) {
    Plane plane = Plane.of(picture, ImageSignature.PLANE);
    Map<Frame, Part> parts = new LinkedHashMap<>();
    parts.put(Frame.WHOLE, Part.WHOLE);
    parts.putIfAbsent(FrameDetection.content(plane, FrameDetection.PLAIN), Part.INSIDE_BORDERS);
    parts.putIfAbsent(FrameDetection.content(plane, FrameDetection.CAPTIONED), Part.INSIDE_BARS);
    List<Seen> seen = new ArrayList<>();
    parts.forEach((frame, part) -> {
      Pdq.Dihedral hashes =
          part == Part.WHOLE ? Pdq.dihedral(picture) : Pdq.dihedral(View.of(frame).small(plane));
      for (Turn turn : Turn.values()) {
        boolean needed = part == Part.WHOLE && turn == Turn.ORIGINAL;
        if (needed || hashes.quality() >= ImageSignature.LEAST_QUALITY) {
          seen.add(new Seen(part, turn, hashes.hash(turn), hashes.quality()));
        }
      }
    });
    return new PictureHashes(seen);
  }

  /** Of some frames of an animation together; the first frame's come first. */
  public static PictureHashes ofFrames(List<Pixels> frames) {
    return new PictureHashes(frames.stream().flatMap(frame -> of(frame).seen().stream()).toList());
  }

  /** Of a picture of which only its hash is known. */
  public static PictureHashes bare(Hash256 hash, int quality) {
    return new PictureHashes(List.of(new Seen(Part.WHOLE, Turn.ORIGINAL, hash, quality)));
  }

  /** The hash of the whole as it is: what others call the picture's PDQ hash. */
  public Hash256 hash() {
    return seen.getFirst().hash();
  }

  /** The quality of the whole, in [0, 100]. */
  public int quality() {
    return seen.getFirst().quality();
  }

  /** As bytes, for keeping. */
  public byte[] write() {
    ByteBuffer out = ByteBuffer.allocate(2 + seen.size() * SEEN_BYTES);
    out.put((byte) VERSION).put((byte) seen.size());
    for (Seen one : seen) {
      out.put((byte) one.part().ordinal()).put((byte) one.turn().ordinal());
      out.put((byte) one.quality());
      out.putLong(one.hash().high()).putLong(one.hash().midHigh());
      out.putLong(one.hash().midLow()).putLong(one.hash().low());
    }
    return out.array();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the bytes are another version or end early
   */
  public static PictureHashes read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      int version = in.get();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "picture hashes' version must be %d, was %d".formatted(VERSION, version));
      }
      List<Seen> seen = new ArrayList<>();
      for (int left = in.get(); left > 0; left--) {
        Part part = Part.values()[in.get()];
        Turn turn = Turn.values()[in.get()];
        int quality = in.get();
        Hash256 hash = new Hash256(in.getLong(), in.getLong(), in.getLong(), in.getLong());
        seen.add(new Seen(part, turn, hash, quality));
      }
      return new PictureHashes(seen);
    } catch (BufferUnderflowException | IndexOutOfBoundsException _) {
      throw new IllegalArgumentException(
          "picture hashes of %d bytes end early or are damaged".formatted(bytes.length));
    }
  }
}
