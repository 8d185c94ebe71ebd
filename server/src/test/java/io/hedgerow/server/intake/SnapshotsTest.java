package io.hedgerow.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotsTest {

  @Test
  void theNewestTwoAreKeptNewestFirst(@TempDir Path folder) throws IOException {
    Snapshots snapshots = new Snapshots(folder);
    for (long sequence = 1; sequence <= 5; sequence++) {
      snapshots.write(sequence, new byte[] {(byte) sequence});
    }

    assertThat(sequences(snapshots, 100)).containsExactly(5L, 4L);
    assertThat(sequences(snapshots, 4)).containsExactly(4L);
  }

  @Test
  void aDamagedOneIsPassedOver(@TempDir Path folder) throws IOException {
    Snapshots snapshots = new Snapshots(folder);
    snapshots.write(1, new byte[] {1, 2, 3});
    snapshots.write(2, new byte[] {4, 5, 6});
    Path newest = folder.resolve("counters-%020d.snapshot".formatted(2));
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length - 1] ^= 1;
    Files.write(newest, bytes);

    assertThat(sequences(snapshots, 100)).containsExactly(1L);
  }

  @Test
  void nothingHalfWrittenIsLeftBehind(@TempDir Path folder) throws IOException {
    new Snapshots(folder).write(1, new byte[1_000]);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  private static List<Long> sequences(Snapshots snapshots, long upTo) {
    return snapshots.listUpTo(upTo).stream().map(Snapshots.Snapshot::sequence).toList();
  }
}
