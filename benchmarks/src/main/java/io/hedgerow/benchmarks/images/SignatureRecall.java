package io.hedgerow.benchmarks.images;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.decode.Decoding.Decoded;
import io.hedgerow.matching.image.decode.DecodingLimits;
import io.hedgerow.matching.image.decode.ImageDecoder;
import io.hedgerow.matching.image.pdq.Pdq;
import io.hedgerow.matching.image.signature.ImageSignature;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.matching.image.signature.SignatureMatching;
import io.hedgerow.matching.image.signature.SignatureProbe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How many altered copies are still found, and how many other pictures are taken for one. */
final class SignatureRecall {
  private static final int REPEATS = 3;
  private static final int PDQ_DISTANCE = 31;

  private final Path benign;
  private final PrintWriter out;
  private final Map<String, Known> originals = new TreeMap<>();

  SignatureRecall(Path pictures, PrintWriter out) {
    this.benign = pictures.resolve("benign");
    this.out = out;
  }

  private record Known(Pixels pixels, Hash256 pdq, ImageSignature signature) {
    static Known of(Pixels pixels) {
      return new Known(pixels, Pdq.hash(pixels).hash(), ImageSignature.of(pixels));
    }
  }

  /** How one alteration went. */
  private static final class Tally {
    private int copies;
    private int found;
    private int foundByPdq;
    private int foundAsKept;
    private int pairs;
    private int falseMatches;

    void print(PrintWriter out, String name) {
      out.printf(
          "| %s | %d | %.2f | %.2f | %.2f | %d of %,d |%n",
          name,
          copies,
          (double) foundByPdq / copies,
          (double) found / copies,
          (double) foundAsKept / copies,
          falseMatches,
          pairs);
    }
  }

  void run() throws IOException {
    for (Path file : listed(benign.resolve("originals"))) {
      originals.put(name(file), Known.of(read(file)));
    }
    shipped();
    drawn();
  }

  private void heading(String what) {
    out.println(what + "\n");
    out.println(
        "| alteration | copies | PDQ alone | signature | in a bank, from what is kept |"
            + " false matches of both among other pictures |");
    out.println("|---|---:|---:|---:|---:|---:|");
  }

  private void shipped() throws IOException {
    heading(
        "Copies shipped with the evaluation data, each against all %d originals:"
            .formatted(originals.size()));
    Map<String, Tally> tallies = new TreeMap<>();
    for (Path file : listed(benign.resolve("variants"))) {
      String[] parts = name(file).split("__");
      judge(read(file), parts[0], true, tallies.computeIfAbsent(parts[1], _ -> new Tally()));
    }
    tallies.forEach((name, tally) -> tally.print(out, name));
    out.println();
    out.flush();
  }

  private void drawn() {
    heading(
        "Copies drawn here from all %d originals, %d times with other places and colours:"
            .formatted(originals.size(), REPEATS));
    Alterations.all()
        .forEach((name, alteration) -> {
          Random random = new Random(1);
          Tally tally = new Tally();
          originals.forEach((original, known) -> {
            for (int i = 0; i < REPEATS; i++) {
              var altered = alteration.apply(Alterations.image(known.pixels()), random);
              judge(Alterations.pixels(altered), original, i == 0, tally);
            }
          });
          tally.print(out, name);
          out.flush();
        });
    out.println();
  }

  private void judge(Pixels copy, String original, boolean againstOthers, Tally tally) {
    SignatureProbe probe = SignatureProbe.of(copy);
    PictureHashes hashes = PictureHashes.of(copy);
    SignatureProbe kept = SignatureProbe.kept(hashes, ImageSignature.of(copy));
    Known known = java.util.Objects.requireNonNull(originals.get(original));
    tally.copies++;
    tally.foundByPdq += Pdq.hash(copy).hash().distance(known.pdq()) <= PDQ_DISTANCE ? 1 : 0;
    tally.found += SignatureMatching.match(probe, known.signature()).isPresent() ? 1 : 0;
    tally.foundAsKept += inBank(hashes, kept, known) ? 1 : 0;
    if (!againstOthers) {
      return;
    }
    originals.forEach((name, other) -> {
      if (!name.equals(original)) {
        tally.pairs += 2;
        tally.falseMatches += SignatureMatching.match(probe, other.signature()).isPresent() ? 1 : 0;
        tally.falseMatches += inBank(hashes, kept, other) ? 1 : 0;
      }
    });
  }

  /** As a bank asks: by hash, and by signature where the known picture was sent too. */
  private static boolean inBank(PictureHashes hashes, SignatureProbe kept, Known known) {
    return hashes.seen().stream()
            .anyMatch(seen -> seen.hash().distance(known.pdq()) <= PDQ_DISTANCE)
        || SignatureMatching.match(kept, known.signature()).isPresent();
  }

  private static List<Path> listed(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
  }

  private static Pixels read(Path file) throws IOException {
    if (new ImageDecoder(DecodingLimits.DEFAULT).decode(Files.readAllBytes(file))
        instanceof Decoded decoded) {
      return decoded.pixels();
    }
    throw new IOException(file + " cannot be read as a picture");
  }
}
