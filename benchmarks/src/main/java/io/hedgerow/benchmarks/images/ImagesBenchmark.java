package io.hedgerow.benchmarks.images;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * What {@code hedgerow bench images} runs: one Markdown section a part. Parts that need the
 * evaluation pictures say so when the folder is not there.
 */
public final class ImagesBenchmark {
  /** What can be run by itself. */
  public enum Part {
    /** PDQ against the reference's hashes, and its speed. */
    PDQ,
    /** Search in a million hashes and in ten. */
    INDEX,
    /** The robust signature's recall and false matches. */
    SIGNATURE,
    /** Mutated files through the decoder. */
    FUZZ
  }

  private final Path pictures;
  private final PrintWriter out;

  /** Reads pictures below the folder (that holds {@code benign} and {@code pdq_reference}). */
  public ImagesBenchmark(Path pictures, PrintWriter out) {
    this.pictures = pictures;
    this.out = out;
  }

  /** Runs all parts. */
  public void run() throws IOException {
    run(EnumSet.allOf(Part.class));
  }

  /** Runs some parts, in their own order. */
  public void run(Set<Part> parts) throws IOException {
    for (Part part : Part.values()) {
      if (parts.contains(part)) {
        run(part);
        out.flush();
      }
    }
  }

  private void run(Part part) throws IOException {
    boolean there = Files.isDirectory(pictures);
    switch (part) {
      case PDQ -> {
        out.println("## PDQ\n");
        if (there) {
          new PdqConformance(pictures, out).run();
        } else {
          missing();
        }
        new PdqSpeed(out).run();
      }
      case INDEX -> {
        out.println("## Index\n");
        new IndexSpeed(out).run();
      }
      case SIGNATURE -> {
        out.println("## Robust signature\n");
        if (there) {
          new SignatureRecall(pictures, out).run();
        } else {
          missing();
        }
        new FalseMatches(out).run();
      }
      case FUZZ -> {
        out.println("## Hostile files\n");
        new DecoderFuzz(out).run(100_000);
      }
    }
  }

  private void missing() {
    out.println("Left out: the evaluation pictures are not at `" + pictures + "`.\n");
  }

  /** For a run without the command: {@code FOLDER [PART…]}. */
  public static void main(String[] arguments) throws IOException {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (int i = 1; i < arguments.length; i++) {
      parts.add(Part.valueOf(arguments[i]));
    }
    PrintWriter out = new PrintWriter(System.out, true);
    new ImagesBenchmark(Path.of(arguments[0]), out)
        .run(parts.isEmpty() ? EnumSet.allOf(Part.class) : parts);
  }
}
