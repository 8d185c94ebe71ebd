package io.hedgerow.cli.signal;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.matching.image.decode.Decoding;
import io.hedgerow.matching.image.decode.DecodingLimits;
import io.hedgerow.matching.image.decode.ImageDecoder;
import io.hedgerow.matching.image.signature.ImageSignature;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.server.image.KeptImage;
import io.hedgerow.server.image.Picture;
import io.hedgerow.server.image.SignedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Pictures in a folder and those below it, by the id a server would have given them when they were
 * sent. A picture is decoded when the first event that names it is decided. For one thread.
 */
final class PictureFolder {
  private final ImageDecoder decoder = new ImageDecoder(DecodingLimits.DEFAULT);
  private final Map<String, Path> files;
  private final PrintWriter errors;
  private final Map<String, Optional<SignedImage>> pictures = new HashMap<>();

  private PictureFolder(Map<String, Path> files, PrintWriter errors) {
    this.files = files;
    this.errors = errors;
  }

  /** Reads every file of the folder once, for its id; links are not followed. */
  static PictureFolder of(Path folder, PrintWriter errors) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure("no such folder: " + folder);
    }
    Map<String, Path> files = new HashMap<>();
    for (Path file : list(folder)) {
      files.putIfAbsent(Picture.id(read(file)), file);
    }
    return new PictureFolder(files, errors);
  }

  /** No pictures. */
  static PictureFolder none() {
    return new PictureFolder(Map.of(), new PrintWriter(java.io.Writer.nullWriter()));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  /** One byte more than the limit is enough for the decoder to name it. */
  private static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(DecodingLimits.DEFAULT.mostBytes() + 1);
    }
  }

  /** What a server would have kept of the picture; empty when it is not here or no picture. */
  Optional<SignedImage> find(String id) {
    Path file = files.get(id);
    return file == null ? Optional.empty() : pictures.computeIfAbsent(id, _ -> decode(id, file));
  }

  /** Every picture in the folder, by id. Decodes all of them: some 20 ms each. */
  Stream<SignedImage> all() {
    return files.keySet().stream().sorted().flatMap(id -> find(id).stream());
  }

  private Optional<SignedImage> decode(String id, Path file) {
    try {
      return switch (decoder.decode(read(file), Picture.FRAMES)) {
        case Decoding.Decoded decoded -> Optional.of(kept(id, decoded));
        case Decoding.Undecodable(var _, String message) -> report(file, message);
      };
    } catch (IOException unreadable) {
      return report(file, String.valueOf(unreadable.getMessage()));
    }
  }

  private static SignedImage kept(String id, Decoding.Decoded decoded) {
    PictureHashes hashes = PictureHashes.ofFrames(decoded.frames());
    String format = decoded.format().name().toLowerCase(Locale.ROOT);
    return new SignedImage(
        new KeptImage(id, hashes, id, format, Instant.EPOCH), ImageSignature.of(decoded.pixels()));
  }

  private Optional<SignedImage> report(Path file, String message) {
    errors.println("hedgerow: " + file + ": " + message + "; it matches nothing");
    errors.flush();
    return Optional.empty();
  }
}
