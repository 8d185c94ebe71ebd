package io.hedgerow.server.intake;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counter snapshots in a folder, each named by the sequence number of the last decision inside. A
 * file is complete or not there: it is written beside, forced to disk and renamed. The newest two
 * are kept, so that a damaged one costs a longer replay and no data.
 */
final class Snapshots {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
  private static final int MAGIC = 0x48474353;
  private static final int KEPT = 2;

  private final Path folder;

  Snapshots(Path folder) {
    this.folder = folder;
  }

  /** The counters after the decision with that number. */
  record Snapshot(long sequence, byte[] counters) {}

  void write(long sequence, byte[] counters) throws IOException {
    Files.createDirectories(folder);
    Path target = folder.resolve("counters-%020d.snapshot".formatted(sequence));
    Path beside = folder.resolve(target.getFileName() + ".part");
    try (FileChannel channel =
            FileChannel.open(
                beside,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        DataOutputStream out =
            new DataOutputStream(java.nio.channels.Channels.newOutputStream(channel))) {
      out.writeInt(MAGIC);
      out.writeLong(sequence);
      out.writeLong(checksum(counters));
      out.write(counters);
      out.flush();
      channel.force(true);
    }
    Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    for (Path old : files().stream().skip(KEPT).toList()) {
      Files.deleteIfExists(old);
    }
  }

  /** Whole snapshots no newer than that decision, newest first. */
  List<Snapshot> listUpTo(long sequence) {
    List<Snapshot> found = new ArrayList<>();
    for (Path file : files()) {
      read(file).filter(snapshot -> snapshot.sequence() <= sequence).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  /** The newest file, by its name; whether it is whole is found out when it is needed. */
  Optional<Intake.Kept> newest() {
    return files().stream()
        .findFirst()
        .flatMap(file -> {
          try {
            String number = file.getFileName().toString().replaceAll("\\D", "");
            return Optional.of(
                new Intake.Kept(
                    Long.parseLong(number), Files.getLastModifiedTime(file).toInstant()));
          } catch (IOException _) {
            return Optional.empty();
          }
        });
  }

  private static Optional<Snapshot> read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      int magic = in.readInt();
      long sequence = in.readLong();
      long checksum = in.readLong();
      byte[] counters = in.readAllBytes();
      if (magic == MAGIC && checksum == checksum(counters)) {
        return Optional.of(new Snapshot(sequence, counters));
      }
      LOG.warn("snapshot {} is damaged and left alone", file.getFileName());
    } catch (IOException unreadable) {
      LOG.warn("snapshot {} cannot be read: {}", file.getFileName(), unreadable.getMessage());
    }
    return Optional.empty();
  }

  /** Newest first: names sort by number. */
  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("counters-\\d{20}\\.snapshot"))
          .sorted(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed())
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static long checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }
}
